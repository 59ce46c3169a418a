import DossierCore

/// Takes what is no longer in the tables out of the database's files: what was deleted or replaced stays in them until it is
/// overwritten. On the writer's thread.
///
/// The write-ahead log, its archive and backups are PostgreSQL's to keep or to let go of: docs/postgresql.md tells.
enum PostgresScrub {
    /// Writes the tables anew that held what was redacted, when that is to be done. UNAVAILABLE while others read them for
    /// longer than it may wait.
    static func run(_ connection: any Connection) throws(Status) {
        guard try connection.integer("SELECT count(*) FROM meta WHERE name = 'scrub'") > 0 else { return }
        connection.failure = nil
        try connection.execute("SET lock_timeout = '\(Limits.scrubNanoseconds / 1_000_000_000)s'")
        defer { try? connection.execute("RESET lock_timeout") }
        for table in ["versions", "terms", "occurrences", "words", "requests"] {
            try connection.execute("VACUUM (FULL) \(table)")
        }
        try connection.execute("DELETE FROM meta WHERE name = 'scrub'")
    }
}
