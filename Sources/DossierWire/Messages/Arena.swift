import CProtobufC
import DossierCore

/// Memory for the messages of one call: handed out by moving a pointer, given back all at once.
///
/// It serves protobuf-c as an allocator. `reset` keeps the first chunk, so that an arena used again costs no
/// allocation for messages of common size. One thread at a time.
public final class Arena {
    /// Bytes of the first chunk when none are asked for: a record of a few hundred bytes fits.
    public static let defaultChunkBytes = 4 << 10
    /// What every piece is aligned to: the strictest that a protobuf-c structure needs.
    static let alignment = 8

    /// Bytes that may be handed out between two resets.
    public let limit: Int
    /// Bytes handed out since the last reset.
    public private(set) var usedBytes = 0

    /// For protobuf-c; valid as long as the arena. What it frees stays until `reset`.
    public let allocator: UnsafeMutablePointer<ProtobufCAllocator>

    private let firstChunk: UnsafeMutableRawBufferPointer
    private var laterChunks: [UnsafeMutableRawBufferPointer] = []
    private var next: UnsafeMutableRawPointer
    private var end: UnsafeMutableRawPointer

    /// An arena that hands out up to `limit` bytes.
    public init(limit: Int = Limits.decodedBytes, chunkBytes: Int = Arena.defaultChunkBytes) {
        self.limit = limit
        allocator = .allocate(capacity: 1)
        firstChunk = .allocate(byteCount: Arena.rounded(max(chunkBytes, Arena.alignment)), alignment: Arena.alignment)
        next = firstChunk.baseAddress!
        end = next + firstChunk.count
        let allocate: @convention(c) (UnsafeMutableRawPointer?, Int) -> UnsafeMutableRawPointer? = { data, count in
            guard let data else { return nil }
            return Unmanaged<Arena>.fromOpaque(data).takeUnretainedValue().allocate(byteCount: count)
        }
        allocator.initialize(
            to: ProtobufCAllocator(
                alloc: allocate,
                free: { _, _ in },
                allocator_data: Unmanaged.passUnretained(self).toOpaque()
            )
        )
    }

    deinit {
        for chunk in laterChunks { chunk.deallocate() }
        firstChunk.deallocate()
        allocator.deallocate()
    }

    /// Memory of that size, aligned to 8 bytes, not cleared; nil past the limit.
    public func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
        guard byteCount <= limit - usedBytes else { return nil }
        let size = Arena.rounded(byteCount)
        if size > end - next { addChunk(atLeast: size) }
        defer { next += size }
        usedBytes += size
        return next
    }

    /// Sees to it that the next pieces, so many bytes in all, lie in one chunk; false past the limit.
    public func reserve(byteCount: Int) -> Bool {
        guard byteCount <= limit - usedBytes else { return false }
        if byteCount > end - next { addChunk(atLeast: byteCount) }
        return true
    }

    /// Takes everything back: no message made in the arena may be used afterwards.
    public func reset() {
        for chunk in laterChunks { chunk.deallocate() }
        laterChunks.removeAll(keepingCapacity: true)
        next = firstChunk.baseAddress!
        end = next + firstChunk.count
        usedBytes = 0
    }

    /// So many bytes as a piece of that size takes.
    static func rounded(_ byteCount: Int) -> Int { (byteCount + alignment - 1) & ~(alignment - 1) }

    @inline(never)
    private func addChunk(atLeast size: Int) {
        let last = laterChunks.last ?? firstChunk
        let chunk = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(Arena.rounded(size), min(last.count * 2, 1 << 20)),
            alignment: Arena.alignment
        )
        laterChunks.append(chunk)
        next = chunk.baseAddress!
        end = next + chunk.count
    }
}
