import CNghttp2
import DossierCore
import Glibc

/// The memory of one nghttp2 session: what one stream has given back serves the next.
///
/// nghttp2 takes a few small blocks for every stream. They are handed out in steps of 64 bytes, and kept when they come
/// back, up to `Limits.sessionSpareBytes`; larger ones are the system's. Not for more than one thread at a time.
struct HTTP2Memory {
    /// What is ahead of each block: the bytes that it holds. As long as the alignment that C asks for.
    private static let headSize = 16
    private static let step = 64
    private static let classes = 8

    /// For each size the first spare block, in which stands where the next one is.
    private let spares: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private(set) var spareBytes = 0

    private init() {
        spares = .allocate(capacity: Self.classes)
        spares.initialize(repeating: nil, count: Self.classes)
    }

    /// Memory for a session; to be freed after it.
    static func make() -> UnsafeMutablePointer<HTTP2Memory> {
        let memory = UnsafeMutablePointer<HTTP2Memory>.allocate(capacity: 1)
        memory.initialize(to: HTTP2Memory())
        return memory
    }

    /// Gives all of it back.
    static func free(_ memory: UnsafeMutablePointer<HTTP2Memory>) {
        for index in 0..<classes {
            while let block = memory.pointee.takeSpare(index) { Glibc.free(block - headSize) }
        }
        memory.pointee.spares.deallocate()
        memory.deallocate()
    }

    /// What nghttp2 calls.
    static func functions(_ memory: UnsafeMutablePointer<HTTP2Memory>) -> nghttp2_mem {
        nghttp2_mem(
            mem_user_data: memory,
            malloc: { size, user in HTTP2Memory.of(user).pointee.allocate(size) },
            free: { block, user in HTTP2Memory.of(user).pointee.free(block) },
            calloc: { count, size, user in HTTP2Memory.of(user).pointee.allocateZeroed(count, size) },
            realloc: { block, size, user in HTTP2Memory.of(user).pointee.reallocate(block, size) }
        )
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<HTTP2Memory> {
        user!.assumingMemoryBound(to: HTTP2Memory.self)
    }

    private mutating func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        let index = max(size - 1, 0) / Self.step
        guard index < Self.classes else { return Self.new(size) }
        if let spare = takeSpare(index) { return spare }
        return Self.new((index + 1) * Self.step)
    }

    private mutating func takeSpare(_ index: Int) -> UnsafeMutableRawPointer? {
        guard let block = spares[index] else { return nil }
        spares[index] = block.load(as: UnsafeMutableRawPointer?.self)
        spareBytes -= Self.capacity(block)
        return block
    }

    private mutating func free(_ block: UnsafeMutableRawPointer?) {
        guard let block else { return }
        let capacity = Self.capacity(block)
        let index = capacity / Self.step - 1
        let isSmall = capacity % Self.step == 0 && index < Self.classes && index >= 0
        guard isSmall, spareBytes + capacity <= Limits.sessionSpareBytes else {
            return Glibc.free(block - Self.headSize)
        }
        block.storeBytes(of: spares[index], as: UnsafeMutableRawPointer?.self)
        spares[index] = block
        spareBytes += capacity
    }

    private mutating func allocateZeroed(_ count: Int, _ size: Int) -> UnsafeMutableRawPointer? {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
        guard !overflow, let block = allocate(bytes) else { return nil }
        return memset(block, 0, bytes)
    }

    private mutating func reallocate(_ block: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? {
        guard let block else { return allocate(size) }
        guard size > Self.capacity(block) else { return block }
        guard let larger = allocate(size) else { return nil }
        memcpy(larger, block, Self.capacity(block))
        free(block)
        return larger
    }

    private static func new(_ capacity: Int) -> UnsafeMutableRawPointer? {
        guard let memory = malloc(headSize + capacity) else { return nil }
        memory.storeBytes(of: capacity, as: Int.self)
        return memory + headSize
    }

    private static func capacity(_ block: UnsafeMutableRawPointer) -> Int { (block - headSize).load(as: Int.self) }
}
