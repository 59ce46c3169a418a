import CSQLite
import DossierCore

/// One connection to a database file.
///
/// Unchecked: it is used by one thread at a time - the writer's, or the one that borrowed it from the pool.
final class Connection: @unchecked Sendable {
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

    deinit { sqlite3_close_v2(handle) }

    /// Whether a transaction is open. The engine ends it by itself on a full disk, an interrupt and the like.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Rows that the last statement changed.
    var changes: Int64 { sqlite3_changes64(handle) }

    /// Rows that all statements have changed since the connection was opened, those taken back, too.
    var allChanges: Int64 { sqlite3_total_changes64(handle) }

    /// The key of the last row that was inserted.
    var lastKey: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Prepares one statement, to be used many times.
    func prepare(_ sql: String) throws(Status) -> Statement { try Statement(sql, on: self) }

    /// Runs statements whose rows do not matter.
    func execute(_ sql: String) throws(Status) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw fail(code) }
    }

    /// The first column of the first row; 0 without one.
    func integer(_ sql: String) throws(Status) -> Int64 {
        let statement = try prepare(sql)
        return try statement.step() ? statement.integer(0) : 0
    }

    /// Notes the engine's error.
    func fail(_ code: Int32) -> Status {
        let status = Status(engine: handle, code: code)
        if failure == nil { failure = status }
        return status
    }

    /// Runs `body` in a transaction of its own that writes.
    func transaction<Result>(_ body: () throws(Status) -> Result) throws(Status) -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            rollback()
            throw error
        }
    }

    /// Ends the transaction, if one is open, without effect.
    func rollback() {
        if isInTransaction { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }
}
