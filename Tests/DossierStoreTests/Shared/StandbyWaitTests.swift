import DossierCore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DossierStore

/// Commits whose wait for a standby is ended by somebody: they are valid in the database, and nobody else has them.
@Suite struct StandbyWaitTests {
    /// What ends a wait.
    enum End: String, CaseIterable {
        case session = "pg_terminate_backend"
        case statement = "pg_cancel_backend"
    }

    @Test func whatNoStandbyHasIsNotAcknowledged() throws {
        // There is none of this name.
        let server = try PostgresServer(["synchronous_standby_names": "standby", "synchronous_commit": "off"])
        let desk = try Desk(Engine(testDescription: "postgres") { _, _ in try PostgresStore(server.address()) })
        try setWait(server, "SET synchronous_commit = on")
        for end in End.allCases {
            try whileWaitsAreEnded(server, by: end) {
                let status = #expect(throws: Status.self) { try put(desk, "\(end)") }
                #expect(status?.message.contains("is not known") == true, "\(end): \(String(describing: status))")
                // Nor when it is there for who repeats it.
                let again = #expect(throws: Status.self) { try put(desk, "\(end)") }
                #expect(again?.code == .unavailable, "\(end): \(String(describing: again))")
            }
        }
        try setWait(server, "RESET synchronous_commit")
        for (place, end) in End.allCases.enumerated() {
            #expect(try put(desk, "\(end)").moment.sequence == UInt64(place) + 1)
        }
        #expect(try desk.changes().0.map(\.id) == End.allCases.map { "\($0)" })
    }

    /// Says whether commits of new sessions wait, and ends the old ones.
    private func setWait(_ server: PostgresServer, _ setting: String) throws {
        try server.sql("SET synchronous_commit = off; ALTER DATABASE postgres \(setting)")
        try server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dossierd'")
    }

    /// Runs a closure while nobody waits for a standby for long.
    private func whileWaitsAreEnded(_ server: PostgresServer, by end: End, _ body: () throws -> Void) throws {
        let isOver = Mutex(false)
        let failures = Collected<String>()
        let ending = threads(1, failures) { _ in
            while !isOver.withLock({ $0 }) {
                try server.sql("SELECT \(end.rawValue)(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                usleep(5_000)
            }
        }
        defer { ending.wait() }
        defer { isOver.withLock { $0 = true } }
        try body()
        #expect(failures.all == [])
    }

    /// A note of its own request.
    @discardableResult
    private func put(_ desk: Desk, _ id: String) throws -> Write.Outcome {
        let request = Write.RequestID(subject: "ana", method: "m", id: id, hash: [1])
        return try desk.write(requestID: request) { (transaction) throws(Status) in
            try transaction.put("notes", id, "")
            return [7]
        }
    }
}
