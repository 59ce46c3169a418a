import CDossierProtos
import DossierClient
import DossierCore
import DossierHost
import DossierTesting
import DossierWire
import TestSupport
import Testing

/// What a server tells of itself, to its own process.
@Suite struct ReportTests {
    /// A batch takes long enough to be among the slow calls; its phases are the whole of it.
    @Test func tellsWhereTheTimeOfASlowCallWent() async throws {
        try await TestServer.run { server in
            try await Self.create(500, server)
            // It is noted behind its answer.
            var slow: SlowCall?
            for _ in 0..<100 where slow == nil {
                try await Task.sleep(for: .milliseconds(20))
                slow = server.report().slowCalls.first { $0.method.hasSuffix("/BatchCreateIncidents") }
            }
            let call = try #require(slow)
            #expect(call.code == .ok && call.door == .ttrpc)
            #expect(abs(call.endTime - WallClock.now()) < 60_000_000_000)
            let phases = try #require(call.phases)
            let parts = [phases.decode, phases.queue, phases.module, phases.store, phases.encode]
            #expect(parts.allSatisfy { $0 >= 0 })
            #expect(parts.reduce(0, +) == call.nanoseconds)
            #expect(phases.store > 0)
            #expect(phases.decode > 0)
        }
    }

    @Test func countsWhatTheStoreDoes() async throws {
        try await TestServer.run { server in
            let before = server.report()
            try await Self.create(3, server)
            let client = try await server.connect()
            let request = try Message(
                dossier__v1__get_incident_request__init,
                json: Array(#"{"name": "incidents/i-1"}"#.utf8)
            )
            for _ in 0..<5 {
                _ = try await client.call(.init("dossier.v1.Incidents", "GetIncident"), request.encode())
            }
            let after = server.report()
            #expect(after.store.head.sequence == 1)
            #expect(after.store.commits.count == before.store.commits.count + 1)
            #expect(after.store.groups.sum == before.store.groups.sum + 1)
            #expect(after.store.cache.records >= 3 && after.store.cache.bytes > 100)
            #expect(after.store.cache.hits >= before.store.cache.hits + 5)
            #expect(after.store.readers.lent == 0 && after.store.readers.all > 1)
            #expect(after.store.failedGroups == 0 && after.store.waitingWrites == 0)
            #expect(after.transport.connections.reduce(0) { $0 + $1.open } == after.transport.open)
        }
    }

    /// Calls that no module hears of are counted as any others.
    @Test func countsWhatADoorAnswersItself() async throws {
        try await TestServer.run { server in
            let port = server.address.port
            let method = "dossier.v1.Incidents/GetIncident"
            for version in ["--http1.1", "--http2-prior-knowledge"] {
                #expect(try await Curl.call(port, method, "{", version).status == 400)
                #expect(try await Curl.call(port, method, "{}", "--request", "PUT", version).status == 405)
            }
            let modules = server.report().modules
            let found = modules.flatMap(\.methods).first { "\($0.service)/\($0.name)" == method }
            let calls = try #require(found).calls
            #expect(
                Dictionary(uniqueKeysWithValues: calls.map { ($0.code, $0.count) }) == [
                    .invalidArgument: 2, .unimplemented: 2,
                ]
            )
            #expect(calls.allSatisfy { $0.door == .connect })
        }
    }

    /// Each commit is told to those who watch, and how long that took is known.
    @Test func tellsHowFarTheFeedIsBehind() async throws {
        try await TestServer.run { server in
            #expect(server.report().feed.lags.count == 0)
            try await Self.create(1, server)
            var feed = server.report().feed
            for _ in 0..<200 where feed.lags.count == 0 {
                try await Task.sleep(for: .milliseconds(10))
                feed = server.report().feed
            }
            #expect(feed.lags.count == 1)
            #expect((1...10_000_000_000).contains(feed.last) && UInt64(feed.last) == feed.lags.sum)
        }
    }

    @Test func countsStreams() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            let watch = try await client.stream(.init("grpc.health.v1.Health", "Watch"), [])
            var replies = watch.makeAsyncIterator()
            _ = try await replies.next()
            #expect(server.report().openStreams == 1)
            await client.close()
            for _ in 0..<200 where server.report().openStreams > 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(server.report().openStreams == 0)
        }
    }

    private static func create(_ count: Int, _ server: TestServer) async throws {
        let requests = (1...count).map { number in
            #"{"incident_id": "i-\#(number)", "incident": {"tlp": "TLP_GREEN", "title": "Number \#(number)"}}"#
        }
        let json = #"{"requests": [\#(requests.joined(separator: ", "))]}"#
        let batch = try Message(dossier__v1__batch_create_incidents_request__init, json: Array(json.utf8))
        let client = try await server.connect()
        _ = try await client.call(.init("dossier.v1.Incidents", "BatchCreateIncidents"), batch.encode())
        await client.close()
    }
}
