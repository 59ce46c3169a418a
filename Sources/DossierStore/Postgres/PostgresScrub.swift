import DossierCore
import Glibc

/// Takes what is no longer in the tables out of the database's files: what was deleted or replaced stays in them until it is
/// overwritten. On the writer's thread.
///
/// The write-ahead log, its archive and backups are PostgreSQL's to keep or to let go of: docs/postgresql.md tells.
enum PostgresScrub {
    /// Writes the tables anew that held what was redacted, when that is to be done. UNAVAILABLE while others read them, or
    /// an earlier state of the database, for longer than it may wait.
    static func run(_ connection: any Connection) throws(Status) {
        while let note = try note(connection) {
            connection.failure = nil
            try waitForReaders(connection)
            try connection.execute("SET lock_timeout = '\(Limits.scrubNanoseconds / 1_000_000_000)s'")
            defer { try? connection.execute("RESET lock_timeout") }
            for table in ["versions", "terms", "occurrences", "words", "requests"] {
                try connection.execute("VACUUM (FULL) \(table)")
            }
            // Another server may have redacted meanwhile.
            let done = try connection.prepare("DELETE FROM meta WHERE name = 'scrub' AND value = ?1")
            done.bind(1, note)
            try done.run()
        }
    }

    private static func note(_ connection: any Connection) throws(Status) -> [UInt8]? {
        let find = try connection.prepare("SELECT value FROM meta WHERE name = 'scrub'")
        defer { find.reset() }
        return try find.step() ? [UInt8](find.bytes(0)) : nil
    }

    /// What a transaction may still see of before is kept in the new files, too.
    private static func waitForReaders(_ connection: any Connection) throws(Status) {
        let now = try connection.integer("SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint) & 4294967295")
        let earlier = """
            SELECT count(*) FROM (
                SELECT backend_xmin AS xmin FROM pg_stat_activity WHERE pid <> pg_backend_pid()
                AND (datname = current_database() OR datname IS NULL)
                UNION ALL SELECT xmin FROM pg_replication_slots
            ) o WHERE o.xmin IS NOT NULL AND age(o.xmin) > age(CAST(CAST(\(now) AS text) AS xid))
            """
        let deadline = MonotonicClock.now() + Limits.scrubNanoseconds
        while try connection.integer(earlier) > 0 {
            guard MonotonicClock.now() < deadline else {
                throw Status(.unavailable, "a transaction that does not end still sees what was redacted; call again")
            }
            usleep(50_000)
        }
    }
}
