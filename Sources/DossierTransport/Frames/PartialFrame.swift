/// The bytes of a frame that has not arrived whole. Owns its memory, which stays where it is until more is put in.
struct PartialFrame: ~Copyable {
    /// Memory up to this size is kept for the next frame.
    private static let keptCapacity = 16 << 10

    private var memory: UnsafeMutableRawPointer?
    private var capacity = 0
    private(set) var count = 0

    deinit { memory?.deallocate() }

    var isEmpty: Bool { count == 0 }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

    /// Moves bytes in until `end` are held or none is left.
    mutating func fill(to end: Int, from source: inout UnsafeRawBufferPointer) {
        guard end > count else { return }
        let taken = source.removeFirst(upTo: end - count)
        guard let base = taken.baseAddress, taken.count > 0 else { return }
        reserve(count + taken.count)
        memory?.advanced(by: count).copyMemory(from: base, byteCount: taken.count)
        count += taken.count
    }

    /// Holds nothing from now on. The bytes that were held are valid until the next call of `fill` or `trim`.
    @discardableResult
    mutating func empty() -> UnsafeRawBufferPointer {
        defer { count = 0 }
        return bytes
    }

    /// Gives memory back that a large frame has needed. Nothing may be held.
    mutating func trim() {
        guard isEmpty, capacity > Self.keptCapacity else { return }
        memory?.deallocate()
        memory = nil
        capacity = 0
    }

    private mutating func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        let newCapacity = max(needed, 2 * capacity, 512)
        let grown = UnsafeMutableRawPointer.allocate(byteCount: newCapacity, alignment: 16)
        if let memory { grown.copyMemory(from: memory, byteCount: count) }
        memory?.deallocate()
        memory = grown
        capacity = newCapacity
    }
}

extension UnsafeRawBufferPointer {
    /// Takes so many bytes off the front, or all when there are fewer.
    mutating func removeFirst(upTo count: Int) -> UnsafeRawBufferPointer {
        let cut = Swift.min(count, self.count)
        defer { self = UnsafeRawBufferPointer(rebasing: self[cut...]) }
        return UnsafeRawBufferPointer(rebasing: self[..<cut])
    }
}
