import DossierCore
import DossierTesting
import TestSupport
import Testing

/// How a server that goes down parts from its clients.
struct DrainTests {
    @Test func doesNotWaitForAWatch() async throws {
        try await withTemporaryFolder { folder in
            let server = try await TestServer.start(in: folder)
            let desk = Desk(server: server, client: try await server.connect())
            var events = try await desk.watch(.incidents, ["sequence": "0"])
            try await desk.create(.incidents, "july")
            _ = try await events.next()
            let start = ContinuousClock.now
            await server.stop(withinSeconds: 20)
            #expect(ContinuousClock.now - start < .seconds(10))
            let status = try await refusal { _ = try await events.next() }
            #expect(status.code == .unavailable)
        }
    }
}
