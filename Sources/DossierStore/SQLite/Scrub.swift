import CSQLite
import DossierCore

/// Takes what is no longer in the tables out of the store's files: a deleted row's bytes stay in free space, and in the
/// log, until something else happens to be written there. On the writer's thread.
struct Scrub {
    private let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    /// Notes, in the transaction that takes something away, that it is still to be done.
    func require() throws(Status) {
        try connection.execute("INSERT OR IGNORE INTO meta (name, value) VALUES ('scrub', x'')")
    }

    /// Writes the whole file anew and empties the log, when that is to be done. UNAVAILABLE while a reader that does not
    /// end keeps the log.
    func run() throws(Status) {
        guard try connection.integer("SELECT count(*) FROM meta WHERE name = 'scrub'") > 0 else { return }
        connection.failure = nil
        // In memory the copy might not fit.
        try connection.execute("PRAGMA temp_store = FILE")
        defer { try? connection.execute("PRAGMA temp_store = MEMORY") }
        try connection.execute("VACUUM")
        try emptyLog()
        try connection.execute("DELETE FROM meta WHERE name = 'scrub'")
    }

    private func emptyLog() throws(Status) {
        let deadline = MonotonicClock.now() + Limits.scrubNanoseconds
        while true {
            // Waits for readers, as long as the connection may.
            let code = sqlite3_wal_checkpoint_v2(connection.handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
            if code == SQLITE_OK { return }
            guard code & 0xff == SQLITE_BUSY, MonotonicClock.now() < deadline else { throw connection.fail(code) }
        }
    }
}

extension SQLiteStore {
    /// Takes what was redacted out of the file's free space and its log. Blocks for as long as writing the file anew takes.
    public func scrub() throws(Status) {
        try writer.perform { (group) throws(Status) in
            do throws(Status) {
                try Scrub(group.connection).run()
            } catch {
                throw Status(
                    error.code,
                    "redacted, but traces are left in the store's files (\(error.message)); redact it again to remove them"
                )
            }
        }
    }
}
