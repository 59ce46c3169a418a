import DossierCore
import Synchronization

/// The record in an engine of SQL: one writer, a pool of readers, nothing overwritten.
///
/// Unchecked: all that it has is immutable and can be sent; a class that others inherit from cannot say so.
public class SQLStore: Store, @unchecked Sendable {
    /// The engine and its version: "sqlite 3.40.1".
    public let engine: String
    /// Current versions in memory.
    public let cache: RecordCache

    let tail: ChangeTail
    let cursorKey: CursorKey
    let writer: Writer
    let metrics: StoreMetrics
    private let registry: Registry
    let readers: ReaderPool
    /// Nil: there are no replicas of the record.
    let replicas: Replicas?
    /// Nil: no other server writes to the record.
    let present: Present?
    private let closed: @Sendable () -> Void
    private let scrubbing: @Sendable (any Connection) throws(Status) -> Void

    /// Begins to serve what an engine holds.
    init(_ engine: SQLEngine, _ configuration: SQLConfiguration) throws(Status) {
        self.engine = engine.name
        closed = engine.closed
        scrubbing = engine.scrub
        cursorKey = CursorKey(secret: engine.secret)
        let registry = Registry()
        let metrics = StoreMetrics()
        self.metrics = metrics
        let group = try GroupCommit(
            connection: engine.writing,
            cursorKey: cursorKey,
            clock: configuration.clock,
            kinds: { registry.kinds },
            committed: { registry.committed($0, $1) },
            setBack: { registry.setBack(to: $0) },
            outdated: { registry.refuse($0) },
            failed: configuration.failed,
            metrics: metrics
        )
        // What the last redaction could not finish is tried again; the next one tries, too.
        try? engine.scrub(engine.writing)
        let cache = RecordCache(bytes: configuration.cacheBytes, sequence: group.head.sequence)
        let tail = ChangeTail(head: group.head)
        registry.start(cache, tail, head: group.head)
        self.cache = cache
        self.tail = tail
        self.registry = registry
        let readers = try ReaderPool(size: configuration.readers, failed: configuration.failed, engine.reading)
        self.readers = readers
        let replicaReaders =
            if let connect = engine.readingReplica {
                try ReaderPool(size: configuration.readers, failed: configuration.failed, connect)
            } else {
                nil as ReaderPool?
            }
        // The last connection to close puts SQLite's log back into the file: it must be the one that can write. A database
        // does not mind, and may be at a long count.
        let limit = engine.writing.isShared ? Limits.databaseAnswerNanoseconds : nil
        let writer = Writer(
            group,
            bound: configuration.writeQueue,
            afterGroup: engine.afterGroup,
            beforeEnd: {
                readers.close(within: limit)
                replicaReaders?.close(within: limit)
            }
        )
        self.writer = writer
        present =
            engine.writing.isShared
            ? Present(readers) { () throws(Status) in
                try writer.perform(within: configuration.answerNanoseconds) { (group) throws(Status) in
                    try group.follow()
                }
            }
            : nil
        replicas =
            if let present, let replicaReaders {
                Replicas(present, replicaReaders, away: configuration.replicaAwayNanoseconds, warn: configuration.warn)
            } else {
                nil
            }
    }

    /// Whether other servers write to the same record.
    public var isShared: Bool { present != nil }

    /// The last transaction that is durable.
    public var head: Moment { registry.head }

    /// Throws why nothing may be read any more.
    func check() throws(Status) { try registry.check() }

    /// What modules have declared.
    var kinds: [String: DeclaredKind] { registry.kinds }

    /// Makes kinds known. Blocks while records are indexed anew.
    public func declare(_ kinds: [Kind], progress: (Int, Int) -> Void) throws(Status) {
        let reindexing = Reindexing(writer: writer, remarked: { self.registry.remark() })
        for kind in kinds { try reindexing.declare(kind, progress: progress) { registry.add($0) } }
        guard let replicas else { return }
        let reader = try readers.borrow()
        defer { readers.giveBack(reader) }
        replicas.declared(at: try reader.connection.logPosition())
    }

    /// Runs `body` on one consistent view. Blocks.
    public func read(
        at moment: MomentRequest,
        for clearance: TLP,
        _ body: (any ReadTransaction) throws(Status) -> Void
    ) throws(Status) {
        let view = SQLView(of: self, at: moment, for: clearance)
        if moment != .now { try view.begin() }
        do {
            try body(view)
        } catch {
            try view.end(isGood: false)
            throw error
        }
        try view.end(isGood: true)
    }

    /// Queues a write and returns.
    public func write(_ write: Write) throws(Status) { try writer.write(write) }

    /// Calls `observer` after each commit, on the writer's thread.
    public func observe(_ observer: @escaping @Sendable (Moment, [String]) -> Void) { registry.observe(observer) }

    /// Takes what was redacted out of the engine's files. Blocks for as long as writing them anew takes.
    public func scrub() throws(Status) {
        try writer.perform { [scrubbing] (group) throws(Status) in
            do throws(Status) {
                try scrubbing(group.connection)
            } catch {
                let failure = Status(
                    error.code,
                    "redacted, but traces are left in the store's files (\(error.message)); redact it again to remove them"
                )
                group.failed(failure)
                throw failure
            }
        }
    }

    /// Bytes of the engine's files; nil: they are another program's.
    func files() -> StoreReport.Files? { nil }

    /// Finishes the queued writes and closes the connections. Blocks. Not from a write's body or `done`.
    public func close() {
        if writer.close() { closed() }
    }
}
