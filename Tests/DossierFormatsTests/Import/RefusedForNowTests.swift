import Dispatch
import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DossierFormats
@testable import DossierStore

/// Items that the server refuses for now, over stores that are too busy, or away.
@Suite struct RefusedForNowTests {
    /// So few that the record is asked for their names when they have all been sent.
    private static let count = 40

    private static func dossier(_ count: Int = count) -> Dossier {
        Dossier(
            (0..<count).map { number in
                let fields = JSONValue(members: [("display_name", .string("Actor \(number)"))])
                return DossierResource(.actors, id: "a\(number)", fields: fields)
            }
        )
    }

    @Test func theyAreSentAgainWhenTheStoreIsBack() async throws {
        try await serveDatabase { database, server in
            try Self.letIn(false, database)
            let retry = RetryPolicy { retry in
                if retry.number == 2 { try? Self.letIn(true, database) }
            }
            let report = await Importer(try await Self.resources(server, retry)).run(Self.dossier())
            guard case .complete = report.end else {
                Issue.record("ended \(report.end)")
                return
            }
            #expect(report.total.created + report.total.unchanged == Self.count && report.total.refused == 0)
        }
    }

    @Test func aStoreThatStaysAwayEndsTheImportAndARerunGoesOn() async throws {
        try await serveDatabase { database, server in
            let resources = try await Self.resources(server, RetryPolicy(tries: 2))
            _ = await Importer(resources).run(Self.dossier(20))
            try Self.letIn(false, database)
            let report = await Importer(resources).run(Self.dossier())
            guard case .failed(let status) = report.end else {
                Issue.record("ended \(report.end)")
                return
            }
            #expect(status.code == .unavailable, "\(status)")
            #expect(report.total.refused == 0 && report.refusals.isEmpty)
            try Self.letIn(true, database)
            let rest = await Importer(resources).run(Self.dossier())
            #expect(rest.total.unchanged == 20 && rest.total.created == Self.count - 20)
        }
    }

    /// The writer is held up until the first items have been refused.
    @Test func aQueueThatIsFullIsWaitedFor() async throws {
        try await withTemporaryFolder { folder in
            var configuration = SQLiteStore.Configuration()
            configuration.store.writeQueue = 16
            let path = folder.appending(path: "record.db").path
            let store = try SQLiteStore(path: path, configuration: configuration)
            let server = try await TestServer.start(over: store, in: folder)
            let (isHeld, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let hold: @Sendable (any WriteTransaction) throws(Status) -> [UInt8] = { _ in
                isHeld.signal()
                gate.wait()
                return []
            }
            try store.write(Write(author: "gate", body: hold, done: { _ in }))
            await withCheckedContinuation { held in
                DispatchQueue.global().async {
                    isHeld.wait()
                    held.resume()
                }
            }
            let isTold = Atomic<Bool>(false)
            let retry = RetryPolicy { _ in
                if !isTold.exchange(true, ordering: .relaxed) { gate.signal() }
            }
            let report = await Importer(try await Self.resources(server, retry)).run(Self.dossier(20))
            let wasRefused = isTold.load(ordering: .relaxed)
            if !wasRefused { gate.signal() }
            #expect(wasRefused)
            #expect(report.total.created == 20 && report.total.refused == 0)
            await server.stop()
        }
    }

    private static func resources(_ server: TestServer, _ retry: RetryPolicy) async throws -> Resources {
        Resources(try await server.connect(), CallOptions(retry: retry))
    }

    /// Whether a database takes connections, those included that there are.
    private static func letIn(_ isLetIn: Bool, _ database: String) throws {
        try PostgresServer.shared.sql("ALTER DATABASE \(database) ALLOW_CONNECTIONS \(isLetIn)")
        guard !isLetIn else { return }
        let connections = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)'"
        try PostgresServer.shared.sql(connections)
    }

    private func serveDatabase(_ body: (_ database: String, TestServer) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let database = try PostgresServer.shared.makeDatabase()
            let store = try PostgresStore(PostgresServer.shared.address(of: database))
            let server = try await TestServer.start(over: store, in: folder)
            do { try await body(database, server) } catch {
                await server.stop()
                throw error
            }
            await server.stop()
            try PostgresServer.shared.drop(database)
        }
    }
}
