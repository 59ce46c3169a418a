import Foundation
import Synchronization
import TestSupport
import Testing

/// What the tests do to a PostgreSQL server happens, and nothing of the server stays.
@Suite struct PostgresServerTests {
    @Test(arguments: PostgresServer.Door.allCases)
    func answersThroughBothDoors(_ door: PostgresServer.Door) throws {
        let server = PostgresServer.shared
        let database = try server.makeDatabase()
        #expect(try server.sql("SELECT current_database(), NULL", in: database, by: door) == [[database, nil]])
        let encoding = "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = '\(database)'"
        #expect(try server.sql(encoding) == [["UTF8", "C"]])
        try server.drop(database)
        #expect(throws: PostgresServer.Failure.self) { try server.sql("SELECT 1", in: database, by: door) }
    }

    @Test func takesSettings() throws {
        let settings = ["SHOW fsync": "off", "SHOW max_connections": "300"]
        for (show, value) in settings { #expect(try PostgresServer.shared.sql(show) == [[value]]) }
        let server = try PostgresServer(["synchronous_commit": "remote_apply"])
        #expect(try server.sql("SHOW synchronous_commit") == [["remote_apply"]])
        #expect(try server.sql("SHOW fsync") == [["on"]])
        #expect { try PostgresServer(["fsync": "perhaps"]) } throws: { "\($0)".contains("requires a Boolean value") }
    }

    @Test func keepsItsRowsThroughEveryEnd() throws {
        let server = try PostgresServer()
        try server.sql("CREATE TABLE ends (name text)")
        let ends: [(String, () throws -> Void)] = [
            ("fast", { try server.stop(.fast) }), ("immediate", { try server.stop(.immediate) }),
            ("kill", { try server.kill() }),
            (
                "kill of the paused",
                {
                    try server.pause(); try server.kill()
                }
            ),
        ]
        for (name, end) in ends {
            try server.sql("INSERT INTO ends VALUES ('\(name)')")
            try end()
            #expect(try processes(of: server.folder) == [], "\(name)")
            #expect(throws: PostgresServer.Failure.self) { try server.sql("SELECT 1") }
            try server.start()
        }
        #expect(try server.sql("SELECT name FROM ends") == ends.map { [$0.0] })
    }

    @Test func killEndsWhatIsBusy() async throws {
        let server = try PostgresServer()
        let query = Query("SELECT count(*) FROM generate_series(1, 1000000000000)", on: server)
        while try server.sql("SELECT FROM pg_stat_activity WHERE query LIKE '%10000%' AND state = 'active'").count < 2 {
            try await Task.sleep(for: .milliseconds(10))
        }
        try server.kill()
        #expect(try processes(of: server.folder) == [])
        await #expect(throws: PostgresServer.Failure.self) { try await query.rows() }
    }

    @Test func pauseMakesAQueryWait() async throws {
        let server = try PostgresServer()
        try server.pause()
        let query = Query("SELECT 1", on: server)
        try await Task.sleep(for: .milliseconds(300))
        #expect(!query.isAnswered)
        try server.resume()
        #expect(try await query.rows() == [["1"]])
    }

    @Test func aStandbyFollowsAndTakesOver() throws {
        let server = try PostgresServer()
        try server.sql("CREATE TABLE notes (text text)")
        let standby = try server.standby(isSynchronous: true, settings: ["hot_standby_feedback": "on"])
        #expect(try standby.sql("SHOW hot_standby_feedback") == [["on"]])
        // The commit comes back when the standby has applied it.
        try server.sql("SET synchronous_commit = remote_apply; INSERT INTO notes VALUES ('before')")
        #expect(try standby.sql("SELECT text FROM notes") == [["before"]])
        #expect { try standby.sql("INSERT INTO notes VALUES ('too early')") } throws: { "\($0)".contains("read-only") }
        try server.kill()
        try standby.promote()
        try standby.sql("INSERT INTO notes VALUES ('after')")
        #expect(try standby.sql("SELECT text FROM notes") == [["before"], ["after"]])
    }

    @Test func commitsWaitForASynchronousStandbyAlone() async throws {
        let server = try PostgresServer()
        try server.sql("CREATE TABLE notes (text text)")
        let standby = try server.standby()
        try standby.pause()
        try server.sql("INSERT INTO notes VALUES ('alone')")
        try standby.resume()
        let synchronous = try server.standby(named: "second", isSynchronous: true)
        try synchronous.pause()
        let query = Query("INSERT INTO notes VALUES ('both')", on: server)
        try await Task.sleep(for: .milliseconds(300))
        #expect(!query.isAnswered)
        try synchronous.resume()
        #expect(try await query.rows() == [])
    }

    /// The end of this process closes the keeper's pipe, too, and nothing else is told to the keeper here.
    @Test(arguments: [false, true])
    func leavesNothingBehind(isPaused: Bool) throws {
        let child = Process()
        var folder: URL?
        do {
            let server = try PostgresServer()
            folder = server.folder
            #expect(try processes(of: server.folder).count > 4)
            // A child that lives longer holds nothing of it.
            child.executableURL = URL(fileURLWithPath: "/bin/sleep")
            child.arguments = ["60"]
            try child.run()
            if isPaused { try server.pause() }
        }
        defer { child.terminate() }
        let gone = try #require(folder)
        #expect(child.isRunning)
        #expect(try processes(of: gone) == [])
        #expect(!FileManager.default.fileExists(atPath: gone.path))
    }

    /// Those of a server: its data is their working folder.
    private func processes(of folder: URL) throws -> [String] {
        let files = FileManager.default
        return try files.contentsOfDirectory(atPath: "/proc").filter { Int32($0) != nil }.filter { process in
            let place = try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
            return place == folder.appending(path: "data").path
        }
    }
}

/// A statement that runs on a thread of its own.
private final class Query: Sendable {
    private let end = Mutex<Result<[[String?]], any Error>?>(nil)

    init(_ text: String, on server: PostgresServer) {
        Thread.detachNewThread { [self] in
            let result = Result { try server.sql(text) }
            end.withLock { $0 = result }
        }
    }

    var isAnswered: Bool { end.withLock { $0 != nil } }

    /// Waits for its end.
    func rows() async throws -> [[String?]] {
        while true {
            if let result = end.withLock({ $0 }) { return try result.get() }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
