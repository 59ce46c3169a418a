import DossierStore
import DossierTesting
import Foundation
import TestSupport
import Testing

/// Watches of one record through several servers.
struct SharedWatchTests {
    /// What one server has shown, another has not heard of yet, since the session is gone on which it would.
    @Test func goesOnThroughAServerThatHasHeardLess() async throws {
        let database = try PostgresServer.shared.makeDatabase()
        let servers = try await [serve(database), serve(database)]
        let one = Desk(server: servers[0], client: try await servers[0].connect())
        let other = Desk(server: servers[1], client: try await servers[1].connect())
        for round in 0..<5 {
            let deafen = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            try PostgresServer.shared.sql("\(deafen) AND datname = '\(database)'")
            try await one.create(.incidents, "a\(round)")
            let event = try await one.events(.incidents, ["sequence": JSON("\(2 * round)")], 1)[0]
            var watches = [
                try await other.watch(.incidents, ["sequence": JSON("\(event.sequence.integer)")]),
                try await other.watch(.incidents, ["resumeToken": event.resumeToken]),
            ]
            // Both have begun when a later call of the same connection is answered.
            _ = try await other.status()
            let next = try await one.create(.incidents, "b\(round)")
            for place in watches.indices { #expect(try await watches[place].next().name == next.name) }
        }
        for desk in [one, other] { await desk.client.close() }
        for server in servers { await server.stop() }
        try PostgresServer.shared.drop(database)
    }

    private func serve(_ database: String) async throws -> TestServer {
        let store = try PostgresStore(PostgresServer.shared.address(of: database))
        return try await TestServer.start(over: store, in: FileManager.default.temporaryDirectory)
    }
}
