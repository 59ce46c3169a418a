import Synchronization

/// Current versions in memory, so that a hot read neither blocks nor touches the engine.
///
/// The writer calls `apply` after each commit; readers call `insert` with what they read. A version read before the
/// last change to its shard is refused, so that a slow reader cannot bring back the past. Any thread.
public final class RecordCache: Sendable {
    private struct Shard {
        var records: [UInt64: CachedRecord] = [:]
        var bytes = 0
        var changed: UInt64 = 0
    }

    private let shards: [Mutex<Shard>.Box]
    private let bytesPerShard: Int
    private let appliedSequence: Atomic<UInt64>

    /// Holds at most so many bytes; `sequence` is the last transaction so far.
    public init(bytes: Int, sequence: UInt64) {
        shards = (0..<16).map { _ in Mutex<Shard>.Box(Shard()) }
        bytesPerShard = bytes / shards.count
        appliedSequence = Atomic(sequence)
    }

    /// The last transaction whose changes the cache knows. A record found with a later `moment` belongs to a view that
    /// is newer than the one begun here.
    public var applied: UInt64 { appliedSequence.load(ordering: .acquiring) }

    /// The current version, when it is here.
    public func lookup(kind: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer) -> CachedRecord? {
        let key = Self.key(kind, id)
        guard let record = shard(key).value.withLock({ $0.records[key] }), record.matches(kind: kind, id: id) else {
            return nil
        }
        return record
    }

    /// Keeps what was read as current in a view at `sequence`.
    public func insert(_ record: CachedRecord, readAt sequence: UInt64) {
        let key = record.withView { Self.key($0.kind, $0.id) }
        shard(key).value.withLock { shard in
            guard sequence >= shard.changed else { return }
            replace(record, key, in: &shard)
        }
    }

    /// Keeps what a transaction wrote. [writer], in commit order.
    public func apply(_ records: [CachedRecord], sequence: UInt64) {
        for record in records {
            let key = record.withView { Self.key($0.kind, $0.id) }
            shard(key).value.withLock { shard in
                shard.changed = sequence
                replace(record, key, in: &shard)
            }
        }
        appliedSequence.store(sequence, ordering: .releasing)
    }

    private func replace(_ record: CachedRecord, _ key: UInt64, in shard: inout Shard) {
        if let old = shard.records.updateValue(record, forKey: key) { shard.bytes -= old.cost }
        shard.bytes += record.cost
        while shard.bytes > bytesPerShard, let victim = shard.records.keys.first(where: { $0 != key }) {
            shard.bytes -= shard.records.removeValue(forKey: victim)?.cost ?? 0
        }
    }

    private func shard(_ key: UInt64) -> Mutex<Shard>.Box { shards[Int(truncatingIfNeeded: key) & (shards.count - 1)] }

    private static func key(_ kind: UnsafeRawBufferPointer, _ id: UnsafeRawBufferPointer) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(bytes: kind)
        hasher.combine(bytes: id)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

extension Mutex where Value: Sendable {
    /// A mutex that can stand in an array.
    fileprivate final class Box: Sendable {
        let value: Mutex<Value>
        init(_ value: Value) { self.value = Mutex(value) }
    }
}
