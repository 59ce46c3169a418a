import CSQLite
import DossierCore

/// One connection to a database file.
///
/// Unchecked: it is used by one thread at a time - the writer's, or the one that borrowed it from the pool.
final class SQLiteConnection: Connection, @unchecked Sendable {
    /// What a connection is for.
    enum Use {
        case writing
        case reading

        fileprivate var flags: Int32 {
            switch self {
            case .writing: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
            case .reading: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
            }
        }
    }

    /// The engine counts no memory, which nobody asks for: it would take a lock for each piece. To be told before it is
    /// used first; it does as well where it has been.
    private static let setUp: Void = { _ = dossier_sqlite3_count_no_memory() }()

    let handle: OpaquePointer
    /// The engine's last error since this was set to nil.
    var failure: Status?
    private var beginning: SQLiteStatement?
    private var beginningToRead: SQLiteStatement?
    private var committing: SQLiteStatement?

    /// Opens the file.
    init(path: String, use: Use) throws(Status) {
        Self.setUp
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, use.flags, nil)
        guard code == SQLITE_OK, let opened else {
            defer { sqlite3_close_v2(opened) }
            throw Status(engine: opened, code: code)
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
    }

    deinit {
        // Before the connection, which is closed with its last statement.
        (beginning, beginningToRead, committing) = (nil, nil, nil)
        sqlite3_close_v2(handle)
    }

    /// Whether a transaction is open. The engine ends it by itself on a full disk, an interrupt and the like.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// It is part of this process.
    var isLost: Bool { false }

    /// The file stays the same.
    var sessionCount: Int { 1 }

    /// Nothing follows it.
    func logPosition() -> Int64 { 0 }

    /// The file is locked for one server.
    var isShared: Bool { false }

    /// Rows that all statements have changed since the connection was opened, those taken back, too.
    var changeCount: Int64 { sqlite3_total_changes64(handle) }

    /// Rows that the last statement changed.
    func changes() -> Int64 { sqlite3_changes64(handle) }

    /// Locks the file at once, rather than when it is first written to.
    func begin() throws(Status) { try run("BEGIN IMMEDIATE", &beginning) }

    /// A file has none.
    func awaitStandbys() {}

    /// Begins a view, which is that of the first statement.
    func beginReading() throws(Status) { try run("BEGIN", &beginningToRead) }

    /// Commits.
    func commit(_ sequence: UInt64?) throws(Status) { try run("COMMIT", &committing) }

    /// Ends the view.
    func endReading() throws(Status) { try run("COMMIT", &committing) }

    private func run(_ sql: String, _ statement: inout SQLiteStatement?) throws(Status) {
        let prepared = if let statement { statement } else { try SQLiteStatement(sql, on: self) }
        statement = prepared
        try prepared.run()
    }

    /// Prepares one statement, to be used many times.
    func prepare(_ sql: String, rows: RowCount) throws(Status) -> any Statement { try SQLiteStatement(sql, on: self) }

    /// Runs statements whose rows do not matter.
    func execute(_ sql: String) throws(Status) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw fail(code) }
    }

    /// The file is locked for one server.
    func claim() {}

    /// Nobody waits for it.
    func release() {}

    /// The key itself.
    func term(ofKey key: String) -> String { key }

    /// Notes the engine's error.
    func fail(_ code: Int32) -> Status {
        let status = Status(engine: handle, code: code)
        if failure == nil { failure = status }
        return status
    }

    /// Ends the transaction, if one is open, without effect.
    func rollback() {
        if isInTransaction { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }
}
