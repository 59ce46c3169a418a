import CProtobufC

/// What an arena knows: its chunks, and where the next piece begins.
struct ArenaState {
    /// What every piece is aligned to: the strictest that a protobuf-c structure needs.
    static let alignment = 8
    /// Chunks grow by doubling up to this size.
    private static let commonChunkBytes = 1 << 20

    /// First, so that its address is the state's.
    var allocator = ProtobufCAllocator()
    let limit: Int
    private(set) var usedBytes = 0
    private var next: UnsafeMutableRawPointer
    private var end: UnsafeMutableRawPointer
    private let firstChunk: UnsafeMutableRawBufferPointer
    private var laterChunks: [UnsafeMutableRawBufferPointer] = []

    init(limit: Int, chunkBytes: Int) {
        self.limit = limit
        let size = Self.rounded(max(chunkBytes, Self.alignment))
        next = .allocate(byteCount: size, alignment: Self.alignment)
        end = next + size
        firstChunk = UnsafeMutableRawBufferPointer(start: next, count: size)
    }

    /// So many bytes as a piece of that size takes.
    @inline(__always)
    static func rounded(_ byteCount: Int) -> Int { (byteCount + alignment - 1) & ~(alignment - 1) }

    mutating func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
        guard byteCount <= limit - usedBytes else { return nil }
        let size = Self.rounded(byteCount)
        if size > end - next { addChunk(atLeast: size) }
        let piece = next
        next = piece + size
        usedBytes += size
        return piece
    }

    mutating func reserve(byteCount: Int) -> Bool {
        guard byteCount <= limit - usedBytes else { return false }
        if byteCount > end - next { addChunk(atLeast: byteCount) }
        return true
    }

    mutating func reset() {
        if !laterChunks.isEmpty {
            for chunk in laterChunks { chunk.deallocate() }
            laterChunks.removeAll()
        }
        next = firstChunk.baseAddress!
        end = next + firstChunk.count
        usedBytes = 0
    }

    /// Ends the arena: nothing else may be called afterwards.
    mutating func deallocate() {
        reset()
        firstChunk.deallocate()
    }

    @inline(never)
    private mutating func addChunk(atLeast size: Int) {
        let last = laterChunks.last ?? firstChunk
        let chunk = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(Self.rounded(size), min(last.count * 2, Self.commonChunkBytes)),
            alignment: Self.alignment
        )
        laterChunks.append(chunk)
        next = chunk.baseAddress!
        end = next + chunk.count
    }
}
