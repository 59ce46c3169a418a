import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import Testing

@testable import DossierStore

/// Writes that wait for the disk, through the whole server.
@Suite struct WriteQueueTests {
    @Test func oneMoreThanMayWaitIsToBeSentAgain() async throws {
        let folder = Folder()
        var configuration = SQLiteStore.Configuration()
        configuration.store.writeQueue = 2
        let store = try SQLiteStore(path: folder.store, configuration: configuration)
        let server = try await TestServer.start(over: store, in: URL(fileURLWithPath: folder.path))
        let gate = Waiter<[UInt8]>()
        do {
            try await fill(store, gate, try await server.connect())
        } catch {
            gate.give([])
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func fill(_ store: SQLiteStore, _ gate: Waiter<[UInt8]>, _ client: Client) async throws {
        let entered = Waiter<Void>()
        let body: @Sendable (any WriteTransaction) throws(Status) -> [UInt8] = { _ in
            entered.give(())
            return gate.take()
        }
        try store.write(Write(author: "gate", body: body, done: { _ in }))
        entered.take()
        try await withThrowingTaskGroup(of: Status?.self) { group in
            for id in ["a", "b", "c"] { group.addTask { await create(id, client) } }
            let refusal = try #require(try await group.next() ?? nil)
            #expect(refusal.code == .resourceExhausted)
            #expect(refusal.message.contains("takes no more writes now"), "\(refusal)")
            #expect(refusal.retryDelay == .nanoseconds(Limits.retryNanoseconds))
            gate.give([])
            for try await end in group { #expect(end == nil) }
        }
        #expect(await create("d", client) == nil)
    }

    /// How it ended; nil: well.
    private func create(_ id: String, _ client: Client) async -> Status? {
        do throws(Status) {
            let method = try ServiceMethod.standard(MethodName("dossier.v1.Incidents", "CreateIncident"))
            let incident = JSONValue(members: [("title", .string("An outage"))])
            let request = JSONValue(members: [("incidentId", .string(id)), ("incident", incident)])
            _ = try await client.call(method, request, CallOptions(timeout: .seconds(30)))
            return nil
        } catch {
            return error
        }
    }
}
