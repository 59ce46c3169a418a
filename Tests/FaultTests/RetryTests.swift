import DossierClient
import DossierCore
import DossierTesting
import DossierTransport
import DossierWire
import Synchronization
import TestSupport
import Testing

/// Calls of the client library while their server comes and goes.
@Suite struct RetryTests {
    private static let fields = JSONValue(members: [("title", .string("x"))])

    /// Counts the tries.
    private final class Count: Sendable {
        private let count = Atomic(0)
        var tries: Int { count.load(ordering: .relaxed) }
        var options: CallOptions {
            CallOptions(
                timeout: .seconds(30),
                retry: RetryPolicy { _ in self.count.wrappingAdd(1, ordering: .relaxed) }
            )
        }
    }

    @Test func callsOutliveTheirServer() async throws {
        try await withTemporaryFolder { folder in
            let server = try await TestServer.start(in: folder)
            let client = try await server.connect()
            let port = server.address.port
            let count = Count()
            let resources = Resources(client, count.options)
            _ = try await resources.create(.incidents, id: "a", Self.fields)
            await server.stop()
            async let created = resources.create(.incidents, id: "b", Self.fields)
            async let read = resources.get("incidents/a", .incidents)
            async let catalog = ServiceCatalog.service("dossier.v1.Actors", of: client, count.options)
            try await Task.sleep(for: .milliseconds(300))
            let again = try await TestServer.start(
                in: folder,
                listen: ListenerConfiguration(host: "127.0.0.1", port: port)
            )
            #expect(try await created["revision"]?.count == 1)
            #expect(try await read["name"]?.text == "incidents/a")
            #expect(try await catalog.services.count == 1)
            #expect(count.tries > 0)
            await again.stop()
        }
    }

    /// The record has it, and the client has not heard of it.
    @Test func aWriteWhoseReplyIsLostIsTriedAgainAndDoneOnce() async throws {
        try await TestServer.run { server in
            let count = Count()
            let created = try await Self.losingAnAnswer(of: server) { client in
                try await Resources(client, count.options).create(.incidents, id: "a", Self.fields)
            }
            #expect(created["revision"]?.count == 1)
            #expect(count.tries == 1)
            // Done twice, the second would find another etag.
            let fields = created.setting("title", .string("y"))
            let updated = try await Self.losingAnAnswer(of: server) { client in
                try await Resources(client, count.options).update(.incidents, fields, mask: ["title"])
            }
            #expect(updated["revision"]?.count == 2)
            try await Self.losingAnAnswer(of: server) { client in
                try await Resources(client, count.options).create(.incidents, [("b", Self.fields), ("c", Self.fields)])
            }
            #expect(count.tries == 3)
            let record = Record(try await server.connect())
            #expect(try await record.changes(4).map(\.id) == ["a", "a", "b", "c"])
        }
    }

    @Test func aWriteWithoutARequestIDIsTriedOnceAndItsOutcomeIsToldAsUnknown() async throws {
        try await TestServer.run { server in
            let count = Count()
            let method = try ServiceMethod.standard(MethodName("dossier.v1.Incidents/CreateIncident"))
            let request = JSONValue(members: [("incident_id", .string("a")), ("incident", Self.fields)])
            let status = try await Self.losingAnAnswer(of: server) { client in
                await #expect(throws: Status.self) { try await client.call(method, request, count.options) }
            }
            #expect(status?.code == .unavailable)
            #expect(status?.message.contains("CreateIncident may have been done or not") == true)
            #expect(count.tries == 0)
            #expect(try await Record(server.connect()).ids() == ["a"])
        }
    }

    @Test func theRequestIDIsToldWhenTheWriteIsGivenUp() async throws {
        try await TestServer.run { server in
            let options = WriteOptions(requestID: "mine")
            try await Self.losingAnAnswer(of: server) { client in
                let resources = Resources(client, CallOptions(retry: .never))
                let status = await #expect(throws: Status.self) {
                    try await resources.create(.incidents, id: "a", Self.fields, options)
                }
                #expect(status?.message.hasSuffix("repeating it is safe with request_id mine") == true)
                let again = try await resources.create(.incidents, id: "a", Self.fields, options)
                #expect(again["revision"]?.count == 1)
            }
        }
    }

    @Test func whatIsWrongIsNotTriedAgain() async throws {
        try await TestServer.run { server in
            let count = Count()
            let resources = Resources(try await server.connect(), count.options)
            let invalid = await #expect(throws: Status.self) {
                try await resources.create(.incidents, id: "a", .object([]))
            }
            let missing = await #expect(throws: Status.self) { try await resources.get("incidents/a", .incidents) }
            #expect(invalid?.code == .invalidArgument && missing?.code == .notFound)
            #expect(count.tries == 0)
        }
    }

    @Test func theTimeoutIsThatOfAllTries() async throws {
        try await withTemporaryFolder { folder in
            let server = try await TestServer.start(in: folder)
            let resources = Resources(try await server.connect(), CallOptions(timeout: .milliseconds(500)))
            await server.stop()
            let start = ContinuousClock.now
            let status = await #expect(throws: Status.self) { try await resources.get("incidents/a", .incidents) }
            #expect(status?.code == .deadlineExceeded)
            #expect(.now - start < .milliseconds(900))
        }
    }

    /// Hands over a client that does not get the first answer of the server, nor the connection that it would come by.
    private static func losingAnAnswer<Result>(
        of server: TestServer,
        _ body: (Client) async throws -> Result
    ) async throws -> Result {
        let proxy = CuttingProxy(to: server.address.port, cuts: 1)
        defer { withExtendedLifetime(proxy) {} }
        return try await body(Client.connect(to: ServerAddress(host: "127.0.0.1", port: proxy.port)))
    }
}
