import CSQLite
import DossierCore
import Glibc

/// The record in one SQLite file.
///
/// Unchecked as what it inherits from.
public final class SQLiteStore: SQLStore, @unchecked Sendable {
    /// How a file is opened.
    public struct Configuration: Sendable {
        /// What is the same for each engine.
        public var store = SQLConfiguration()
        /// False: a commit does not wait for the disk, and a power cut loses acknowledged writes. For tests, and for
        /// records that can be made again.
        public var isSynchronous = true
        /// With another server that has the file open.
        public var patience = LockPatience.none
        var schema = Schema.current
        /// It is opened for a copy to go into, of which half may be there.
        var isCopy = false
        /// Pages in the log before they are copied into the file.
        package var checkpointPages = Limits.checkpointPages

        /// As a server uses it.
        public init() {}
    }

    let path: String

    /// Opens the file, or makes it, for its owner alone to read. Blocks.
    ///
    /// FAILED_PRECONDITION when another server has it open, and does not close it in time, or it is not Dossier's, or a newer Dossier's; DATA_LOSS
    /// when it is damaged. The message says what to do.
    public init(path: String, configuration: Configuration = Configuration()) throws(Status) {
        let file = try StoreFile(path: path, configuration: configuration)
        // Nothing that outlives the writer holds its connection: it puts the log back into the file when it closes.
        let (path, lock) = (file.path, file.lock)
        self.path = path
        let checkpointer = Checkpointer(file.connection, pages: configuration.checkpointPages)
        let engine = SQLEngine(
            name: "sqlite \(String(cString: sqlite3_libversion()))",
            writing: file.connection,
            secret: file.secret,
            reading: { () throws(Status) in
                let connection = try SQLiteConnection(path: path, use: .reading)
                try connection.execute("PRAGMA cache_size = -\(Limits.readerCacheBytes >> 10)")
                return connection
            },
            afterGroup: { checkpointer.checkpointIfDue() },
            scrub: { (connection) throws(Status) in try Scrub(connection).run() },
            closed: { lock.release() }
        )
        try super.init(engine, configuration.store)
    }

    override func files() -> StoreReport.Files? {
        StoreReport.Files(record: Self.size(of: path), log: Self.size(of: "\(path)-wal"))
    }

    /// Bytes; 0 where there is none.
    private static func size(of path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_size) : 0
    }
}
