import CSQLite
import DossierCore
import Synchronization

/// The record in one SQLite file: one writer, a pool of readers, nothing overwritten.
public final class SQLiteStore: Store {
    /// How a store is opened.
    public struct Configuration: Sendable {
        /// Bytes of current versions kept in memory.
        public var cacheBytes = Limits.cacheBytes
        /// Connections that read; as many reads run at a time.
        public var readers = Limits.readers
        /// Nanoseconds since 1970.
        public var clock: @Sendable () -> Int64 = systemTime
        /// False: a commit does not wait for the disk, and a power cut loses acknowledged writes. For tests, and for
        /// records that can be made again.
        public var isSynchronous = true
        var schema = Schema.current
        /// Pages in the log before they are copied into the file.
        package var checkpointPages = Limits.checkpointPages
        /// Writes that wait for the writer.
        package var writeQueue = Limits.writeQueue

        /// As a server uses it.
        public init() {}
    }

    /// The engine and its version: "sqlite 3.40.1".
    public let engine = "sqlite \(String(cString: sqlite3_libversion()))"
    /// Current versions in memory.
    public let cache: RecordCache

    let tail: ChangeTail
    let path: String
    let cursorKey: CursorKey
    let writer: Writer
    private let registry: Registry
    let readers: ReaderPool
    private let lock: FileLock

    /// Opens the file, or makes it. Blocks.
    ///
    /// FAILED_PRECONDITION when another server has it open, or it is not Dossier's, or a newer Dossier's; DATA_LOSS
    /// when it is damaged. The message says what to do.
    public init(path: String, configuration: Configuration = Configuration()) throws(Status) {
        let file = try StoreFile(path: path, configuration: configuration)
        self.path = file.path
        lock = file.lock
        cursorKey = CursorKey(secret: file.secret)
        let registry = Registry()
        let group = try GroupCommit(
            connection: file.connection,
            cursorKey: cursorKey,
            clock: configuration.clock,
            kinds: { registry.kinds },
            committed: { registry.committed($0, $1) }
        )
        // What the last redaction could not finish is tried again; the next one tries, too.
        try? Scrub(file.connection).run()
        let cache = RecordCache(bytes: configuration.cacheBytes, sequence: group.head.sequence)
        let tail = ChangeTail(head: group.head)
        registry.start(cache, tail, head: group.head)
        self.cache = cache
        self.tail = tail
        self.registry = registry
        let readers = try ReaderPool(path: file.path, size: configuration.readers)
        self.readers = readers
        // The last connection to close puts the log back into the file: it must be the one that can write.
        writer = Writer(
            group,
            checkpointer: Checkpointer(file.connection, pages: configuration.checkpointPages),
            bound: configuration.writeQueue,
            beforeEnd: { readers.close() }
        )
    }

    /// The last transaction that is durable.
    public var head: Moment { registry.head }

    /// What modules have declared.
    var kinds: [String: DeclaredKind] { registry.kinds }

    /// Makes kinds known. Blocks while records are indexed anew.
    public func declare(_ kinds: [Kind], progress: (Int, Int) -> Void) throws(Status) {
        let reindexing = Reindexing(writer: writer, remarked: { self.registry.remark() })
        for kind in kinds { registry.add(try reindexing.declare(kind, progress: progress)) }
    }

    /// Runs `body` on one consistent view. Blocks.
    public func read(
        at moment: MomentRequest,
        for clearance: TLP,
        _ body: (any ReadTransaction) throws(Status) -> Void
    ) throws(Status) {
        let view = SQLiteView(of: self, at: moment, for: clearance)
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

    /// Finishes the queued writes and closes the file. Blocks. Not from a write's body or `done`.
    public func close() {
        if writer.close() { lock.release() }
    }
}
