import CProtobufC
import DossierCore

/// Memory for the messages of one call: handed out by moving a pointer, given back all at once.
///
/// It serves protobuf-c as an allocator. `reset` keeps the first chunk, so that an arena used again costs no
/// allocation for messages of common size. One thread at a time.
public final class Arena {
    /// Bytes of the first chunk when none are asked for: a record of a few hundred bytes fits.
    public static let defaultChunkBytes = 4 << 10

    /// Lives outside the object, so that protobuf-c's calls touch no reference count.
    private let state: UnsafeMutablePointer<ArenaState>

    /// An arena that hands out up to `limit` bytes.
    public init(limit: Int = Limits.decodedBytes, chunkBytes: Int = Arena.defaultChunkBytes) {
        state = .allocate(capacity: 1)
        state.initialize(to: ArenaState(limit: limit, chunkBytes: chunkBytes))
        state.pointee.allocator = ProtobufCAllocator(
            alloc: { state, count in
                state?.assumingMemoryBound(to: ArenaState.self).pointee.allocate(byteCount: count)
            },
            free: { _, _ in },
            allocator_data: state
        )
    }

    deinit {
        state.pointee.deallocate()
        state.deallocate()
    }

    /// Bytes that may be handed out between two resets.
    public var limit: Int { state.pointee.limit }

    /// Bytes handed out since the last reset.
    public var usedBytes: Int { state.pointee.usedBytes }

    /// For protobuf-c; valid as long as the arena. What it frees stays until `reset`.
    public var allocator: UnsafeMutablePointer<ProtobufCAllocator> {
        // The allocator is the state's first member.
        UnsafeMutableRawPointer(state).assumingMemoryBound(to: ProtobufCAllocator.self)
    }

    /// Memory of that size, aligned to 8 bytes, not cleared; nil past the limit.
    public func allocate(byteCount: Int) -> UnsafeMutableRawPointer? { state.pointee.allocate(byteCount: byteCount) }

    /// Sees to it that the next pieces, so many bytes in all, lie in one chunk; false past the limit.
    public func reserve(byteCount: Int) -> Bool { state.pointee.reserve(byteCount: byteCount) }

    /// Takes everything back: no message made in the arena may be used afterwards.
    public func reset() { state.pointee.reset() }
}
