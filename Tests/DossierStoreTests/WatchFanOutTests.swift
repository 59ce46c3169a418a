import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import Testing

@testable import DossierStore

/// Many watchers of one feed, through the whole server.
@Suite struct WatchFanOutTests {
    private static let connections = 50
    private static let watchersEach = 20
    private static let changes = 5

    /// What is recorded while they watch comes to all of them from memory.
    @Test func thousandWatchersOfAServerCostItsEngineNothing() async throws {
        let folder = Folder()
        let store = try SQLiteStore(path: folder.store)
        let server = try await TestServer.start(over: store, in: URL(fileURLWithPath: folder.path))
        do {
            try await watch(server, store)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func watch(_ server: TestServer, _ store: SQLiteStore) async throws {
        let client = try await server.connect()
        try await create("before", client)
        var watchers: [Replies.Iterator] = []
        for _ in 0..<Self.connections {
            let connection = try await server.connect()
            for _ in 0..<Self.watchersEach { watchers.append(try await watcher(connection)) }
        }
        // Each has begun before anything is counted.
        for place in watchers.indices { #expect(try await next(&watchers[place]) == "incidents/before") }
        let statements = try StatementCounter(store)
        let ids = (0..<Self.changes).map { "i\($0)" }
        for id in ids { try await create(id, client) }
        for place in watchers.indices {
            for id in ids { #expect(try await next(&watchers[place]) == "incidents/\(id)") }
        }
        #expect(statements.count == 0)
        _ = try await call("ListIncidents", [], client)
        #expect(statements.count > 0)
    }

    private func watcher(_ client: Client) async throws -> Replies.Iterator {
        let method = try method("WatchIncidents")
        let request = try method.request(JSONValue(members: [("sequence", .string("0"))]))
        let options = CallOptions(timeout: .seconds(60))
        return try await client.stream(method.name, request, options).makeAsyncIterator()
    }

    /// The name of what changed next.
    private func next(_ watcher: inout Replies.Iterator) async throws -> String? {
        while let event = try await watcher.next() {
            let json = try method("WatchIncidents").reply(event)
            if let name = json["name"]?.text { return name }
        }
        return nil
    }

    private func create(_ id: String, _ client: Client) async throws {
        let incident = JSONValue(members: [("title", .string("An outage"))])
        _ = try await call("CreateIncident", [("incidentId", .string(id)), ("incident", incident)], client)
    }

    private func call(_ name: String, _ members: [(String, JSONValue)], _ client: Client) async throws -> JSONValue {
        try await client.call(try method(name), JSONValue(members: members), CallOptions(timeout: .seconds(30)))
    }

    private func method(_ name: String) throws -> ServiceMethod {
        try ServiceMethod.standard(MethodName("dossier.v1.Incidents", name))
    }
}
