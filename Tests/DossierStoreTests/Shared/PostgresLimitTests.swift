import DossierCore
import Foundation
import TestSupport
import Testing

@testable import DossierStore

/// What takes the database too long: by its own limit or by the store's.
@Suite struct PostgresLimitTests {
    /// What makes a write, a commit's announcement or a read wait for another session.
    enum Obstacle: String, CaseIterable {
        case writers = "SELECT pg_advisory_xact_lock(1146049362)"
        case versions = "LOCK TABLE versions IN ACCESS EXCLUSIVE MODE"
        case transactions = "LOCK TABLE transactions IN ACCESS EXCLUSIVE MODE"

        var stopsReads: Bool { self != .writers }
    }

    private let database: String
    private let desk: Desk

    /// Gives up what is not answered within a second.
    init() throws {
        let database = try PostgresServer.shared.makeDatabase()
        self.database = database
        desk = try Desk(
            Engine(testDescription: "postgres") { _, clock in
                var configuration = SQLConfiguration()
                configuration.clock = clock
                configuration.readers = 2
                configuration.answerNanoseconds = 1_000_000_000
                configuration.totalNanoseconds = 2_000_000_000
                return try PostgresStore(PostgresServer.shared.address(of: database), configuration: configuration)
            }
        )
        try desk.put("notes", "a", "title:1")
    }

    @Test(arguments: Obstacle.allCases)
    func aStatementTimeoutIsNeverAWrongAnswer(obstacle: Obstacle) throws {
        defer { try? end() }
        try sql("ALTER DATABASE \(database) SET statement_timeout = '200ms'")
        // It is of sessions that begin after it.
        try sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE \(ours)")
        try whileHeld(obstacle.rawValue) {
            let start = ContinuousClock.now
            let write = #expect(throws: Status.self) { try desk.put("notes", "b") }
            #expect(write?.code == .unavailable)
            #expect(write?.message.contains("statement timeout") == true, "\(String(describing: write))")
            #expect(.now - start < .seconds(5))
            #expect((try? desk.ids()) == (obstacle.stopsReads ? nil : ["a"]))
        }
        #expect(try desk.ids() == ["a"])
        try desk.put("notes", "c")
        #expect(try desk.ids() == ["a", "c"])
        #expect(try desk.changes().0.map(\.id) == ["a", "c"])
    }

    @Test(arguments: TestLength.isLong ? Obstacle.allCases : [.versions])
    func whatIsGivenUpIsEndedInTheDatabase(obstacle: Obstacle) throws {
        defer { try? end() }
        try whileHeld(obstacle.rawValue) {
            let write = #expect(throws: Status.self) { try desk.put("notes", "b") }
            #expect(write?.code == .unavailable)
            #expect((try? desk.ids()) == (obstacle.stopsReads ? nil : ["a"]))
            let deadline = ContinuousClock.now + .seconds(10)
            // The writer may look once more, after it was no longer waited for: that is given up as well.
            var left = try waiting()
            while !left.isEmpty, .now < deadline {
                usleep(50_000)
                left = try waiting()
            }
            #expect(left == [])
        }
        try desk.put("notes", "c")
        #expect(try desk.ids() == ["a", "c"])
    }

    /// A total takes as long as reading all of a record, but not for ever.
    @Test func aTotalMayTakeLongerThanAnAnswer() throws {
        defer { try? end() }
        let lock = "LOCK TABLE terms IN ACCESS EXCLUSIVE MODE"
        func titles() throws -> Int {
            var count = 0
            try desk.read { (view) throws(Status) in
                try view.tally(Query(kind: "notes", limit: 0), field: 0) { _, _ in
                    count += 1
                    return true
                }
            }
            return count
        }
        #expect(try titles() == 1)
        var count = 0
        try whileHeld(lock, for: 1.3) { count = try titles() }
        #expect(count == 1)
        try whileHeld(lock) {
            let status = #expect(throws: Status.self) { try titles() }
            #expect(status?.code == .deadlineExceeded, "\(String(describing: status))")
            #expect(status?.message.contains("took longer than 2 s") == true)
        }
    }

    private var ours: String { "datname = '\(database)' AND application_name = 'dossierd'" }

    /// What the store's sessions wait for.
    private func waiting() throws -> [String] {
        try sql("SELECT query FROM pg_stat_activity WHERE \(ours) AND wait_event_type = 'Lock'").compactMap(\.first!)
    }

    @discardableResult
    private func sql(_ text: String) throws -> [[String?]] { try PostgresServer.shared.sql(text) }

    private func end() throws {
        desk.store.close()
        try PostgresServer.shared.drop(database)
    }

    /// Runs a closure while another session holds a lock.
    private func whileHeld(_ lock: String, for seconds: Double = 60, _ body: () throws -> Void) throws {
        let holder = threads(1, Collected()) { [database] _ in
            try PostgresServer.shared.sql(
                "SET statement_timeout = 0; \(lock); SELECT pg_sleep(\(seconds))",
                in: database
            )
        }
        let held = "FROM pg_stat_activity WHERE datname = '\(database)' AND wait_event = 'PgSleep'"
        while try sql("SELECT pid \(held)").isEmpty { usleep(10_000) }
        defer {
            _ = try? sql("SELECT pg_cancel_backend(pid) \(held)")
            holder.wait()
        }
        try body()
    }
}
