import Foundation

extension PostgresServer {
    /// Starts a server that follows this one by streaming, from a copy of it, and waits until it does.
    /// - Parameters:
    ///   - name: under which this one knows it.
    ///   - isSynchronous: whether each commit here waits for it from now on.
    ///   - settings: beyond those of this one.
    package func standby(
        named name: String = "standby",
        isSynchronous: Bool = false,
        settings: [String: String] = [:]
    ) throws -> PostgresServer {
        let source = "\(address(by: .loopback))?application_name=\(name)"
        let copy = "pg_basebackup -D data -d \(source) --write-recovery-conf --checkpoint=fast --no-sync"
        let standby = try PostgresServer(settings, madeBy: copy)
        let here = "SELECT FROM pg_stat_replication WHERE application_name = '\(name)'"
        try wait(for: "\(name) that follows", "\(here) AND state = 'streaming'")
        if isSynchronous {
            try sql("ALTER SYSTEM SET synchronous_standby_names = '\(name)'")
            try sql("SELECT pg_reload_conf()")
            // A standby counts from its first word of what it has flushed, which is due when there is something new.
            let news = "SELECT pg_logical_emit_message(true, 'news', '')"
            try wait(for: "commits that wait for \(name)", "\(news); \(here) AND sync_state = 'sync'")
        }
        return standby
    }

    /// Makes a standby take writes; what it follows may be gone. Commits of it wait for no other.
    package func promote() throws {
        guard try sql("SELECT pg_promote()") == [["t"]] else { throw Failure(description: "it was not promoted") }
    }

    /// Makes a standby get nothing any more.
    package func stopFollowing() throws {
        try sql("ALTER SYSTEM SET primary_conninfo = ''")
        try sql("SELECT pg_reload_conf()")
        let receiving = "SELECT FROM pg_stat_wal_receiver"
        try wait(for: "standby without its primary", "SELECT WHERE NOT EXISTS (\(receiving))")
    }

    private func wait(for what: String, _ query: String) throws {
        let end = ContinuousClock.now + .seconds(30)
        while try sql(query).isEmpty {
            guard .now < end else { throw Failure(description: "no \(what)") }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }
}
