import Synchronization

/// Current versions in memory, so that a hot read neither blocks nor touches the engine.
///
/// The writer calls `apply` after each commit; readers call `insert` with what they read. A version read before the
/// last change to its shard is refused, so that a slow reader cannot bring back the past; so is one that was read before
/// everything was let go of. Any thread.
public final class RecordCache: Sendable {
    /// A part of the cache behind a lock of its own. `changed` is the last transaction that changed it.
    private final class Shard: Sendable {
        struct State {
            var ring: RecordRing
            var changed: UInt64
            var generation = 0
            var hits: UInt64 = 0
            var misses: UInt64 = 0

            mutating func find(_ key: UInt64) -> CachedRecord? {
                let record = ring.find(key)
                if record == nil { misses &+= 1 } else { hits &+= 1 }
                return record
            }
        }

        let state: Mutex<State>

        init(bytes: Int, changed: UInt64) { state = Mutex(State(ring: RecordRing(bytes: bytes), changed: changed)) }
    }

    private let shards: [Shard]
    private let appliedSequence: Atomic<UInt64>
    private let generationCount = Atomic(0)

    /// Holds at most so many bytes; `sequence` is the last transaction so far.
    public init(bytes: Int, sequence: UInt64) {
        let count = 16
        shards = (0..<count).map { _ in Shard(bytes: bytes / count, changed: sequence) }
        appliedSequence = Atomic(sequence)
    }

    /// The last transaction whose changes the cache knows. A record found with a later `moment` belongs to a view that
    /// is newer than the one begun here.
    public var applied: UInt64 { appliedSequence.load(ordering: .acquiring) }

    /// Counts how often everything was let go of. Taken before a view begins whose reads are to be inserted.
    public var generation: Int { generationCount.load(ordering: .acquiring) }

    /// The current version, when it is here.
    public func lookup(kind: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer) -> CachedRecord? {
        let key = RecordKey.of(kind, id)
        guard let record = shards[index(of: key)].state.withLock({ $0.find(key) }),
            record.matches(kind: kind, id: id)
        else {
            return nil
        }
        return record
    }

    /// What it holds, and how often that was enough.
    public var report: Report {
        var report = Report()
        for shard in shards {
            shard.state.withLock { shard in
                report.hits += shard.hits
                report.misses += shard.misses
                report.records += shard.ring.count
                report.bytes += shard.ring.bytes
            }
        }
        return report
    }

    /// Keeps what was read as current in a view at `sequence`, which began in a generation.
    public func insert(_ record: CachedRecord, readAt sequence: UInt64, in generation: Int) {
        let key = record.withView { RecordKey.of($0.kind, $0.id) }
        shards[index(of: key)].state.withLock { shard in
            if sequence >= shard.changed, generation == shard.generation { shard.ring.keep(record, key) }
        }
    }

    /// Keeps what transactions up to `sequence` wrote, in their order, and lets go of records whose marks they have
    /// changed. [writer], in commit order.
    public func apply(_ records: [CachedRecord], remarked: [RecordName] = [], sequence: UInt64) {
        for record in records {
            let key = record.withView { RecordKey.of($0.kind, $0.id) }
            shards[index(of: key)].state.withLock { shard in
                shard.changed = sequence
                shard.ring.keep(record, key)
            }
        }
        // Behind them: what one transaction of a group has written, a later one may have marked.
        for name in remarked {
            let key = name.kind.withUnsafeBytes { kind in name.id.withUnsafeBytes { RecordKey.of(kind, $0) } }
            shards[index(of: key)].state.withLock { shard in
                shard.changed = sequence
                shard.ring.drop(key)
            }
        }
        appliedSequence.store(sequence, ordering: .releasing)
    }

    /// Lets go of everything: the marks of records have changed without a transaction.
    func empty() { letGo(nil) }

    /// Lets go of everything, and goes on after a transaction. [writer]
    public func setBack(to sequence: UInt64) {
        // What is read meanwhile must not count as known before its time.
        if sequence < applied { appliedSequence.store(sequence, ordering: .releasing) }
        letGo(sequence)
        appliedSequence.store(sequence, ordering: .releasing)
    }

    private func letGo(_ changed: UInt64?) {
        let generation = generationCount.add(1, ordering: .acquiringAndReleasing).newValue
        for shard in shards {
            shard.state.withLock { shard in
                if let changed { shard.changed = changed }
                shard.generation = max(shard.generation, generation)
                shard.ring.removeAll()
            }
        }
    }

    private func index(of key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 32) & (shards.count - 1) }
}
