import DossierCore

/// Takes what is no longer in the tables out of the store's files: a deleted row's bytes stay in free space, and in the
/// log, until something else happens to be written there. On the writer's thread.
struct Scrub {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

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
            // Waits for readers, as long as the connection may; its first column says that they are still there.
            let isBusy = try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)") != 0
            guard isBusy else { return }
            guard MonotonicClock.now() < deadline else {
                throw Status(.unavailable, "a reader keeps the store's log; call again")
            }
        }
    }
}
