import DossierCore
import DossierStore
import DossierTesting
import Foundation
import TestSupport
import Testing

/// Servers whose database does not tell them where the record stands: they say so, and take it for no empty one.
struct LostDatabaseTests {
    private static let contested = "dossier.v1.Statements/ListContested"

    @Test func nothingIsAnsweredWithoutTheDatabase() async throws {
        try await open { database, desk in
            try PostgresServer.shared.sql("ALTER DATABASE \(database) ALLOW_CONNECTIONS false")
            try PostgresServer.shared.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)'"
            )
            let list = try await refusal { try await desk.call(Self.contested) }
            #expect(list.code == .unavailable, "\(list)")
            var events = try await desk.watch(.incidents)
            let watch = try await refusal { try await events.next() }
            #expect(watch.code == .unavailable, "\(watch)")
            #expect(try await desk.sequence() == 4)
            try PostgresServer.shared.sql("ALTER DATABASE \(database) ALLOW_CONNECTIONS true")
            #expect(try await desk.contested().map(\.incident) == ["incidents/july"])
        }
    }

    /// When it answers again by the time that its first changes are read.
    @Test func aWatchFromNowOnNeverBeginsWithTheHistory() async throws {
        try await open { database, desk in
            let isHeld = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                _ = try? PostgresServer.shared.sql(
                    "LOCK TABLE transactions; NOTIFY held; SELECT pg_sleep(0.6)",
                    in: database
                )
                isHeld.signal()
            }
            let held = "SELECT FROM pg_locks WHERE relation = 'transactions'::regclass AND mode = 'AccessExclusiveLock'"
            while try PostgresServer.shared.sql(held, in: database).isEmpty {
                try await Task.sleep(for: .milliseconds(5))
            }
            var events = try await desk.watch(.incidents, timeout: .seconds(2))
            // On a machine that is slow the first question may be answered after all.
            let status = try await refusal { try await events.next() }
            #expect(status.code == .unavailable || status.code == .deadlineExceeded, "\(status)")
        }
    }

    /// Beside a server that has just begun to serve a record with one contested incident, and gives up what is not answered
    /// within 0.2 s.
    private func open(_ body: (_ database: String, Desk) async throws -> Void) async throws {
        let database = try PostgresServer.shared.makeDatabase()
        try await serve(database) { desk in
            try await desk.set(actors: ["a", "b", "c"], incidents: ["july"])
            try await desk.say(
                ("one", .said("ATTRIBUTES", by: "a", about: "incidents/july", of: "b")),
                ("other", .said("ATTRIBUTES", by: "c", about: "incidents/july", of: "a"))
            )
        }
        try await serve(database, patience: 200_000_000) { try await body(database, $0) }
        try PostgresServer.shared.drop(database)
    }

    private func serve(
        _ database: String,
        patience: Int64 = Limits.databaseAnswerNanoseconds,
        _ body: (Desk) async throws -> Void
    ) async throws {
        var configuration = SQLConfiguration()
        configuration.answerNanoseconds = patience
        let store = try PostgresStore(PostgresServer.shared.address(of: database), configuration: configuration)
        let server = try await TestServer.start(over: store, in: FileManager.default.temporaryDirectory)
        do { try await body(Desk(server: server, client: try await server.connect())) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}
