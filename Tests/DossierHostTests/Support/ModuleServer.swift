import CDossierProtos
import DossierAccess
import DossierClient
import DossierCore
import DossierHost
import DossierStore
import DossierTransport
import DossierWire
import Foundation
import Logging
import TestSupport

/// A whole server over an empty record, with test modules and a log that can be read.
final class ModuleServer: Sendable {
    /// What the server and its modules have logged.
    let log: LogRecorder
    private let server: Server

    private init(server: Server, log: LogRecorder) {
        self.server = server
        self.log = log
    }

    /// Runs a closure beside the server, then stops it.
    static func run<Result>(
        _ modules: [URL],
        grace: Duration = .milliseconds(500),
        log: LogRecorder = LogRecorder(),
        identities: IdentityDirectory? = nil,
        limits: CallLimits = CallLimits(),
        _ body: (ModuleServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let started = try await start(modules, in: folder, log: log, identities: identities, limits: limits)
            do {
                let result = try await body(started)
                await started.stop(grace: grace)
                return result
            } catch {
                await started.stop(grace: grace)
                throw error
            }
        }
    }

    /// Starts and stops a server; what it refuses to start with is thrown.
    static func refusal(of modules: [URL], log: LogRecorder = LogRecorder()) async throws -> Status? {
        try await withTemporaryFolder { folder in
            do throws(Status) {
                try await start(modules, in: folder, log: log).stop(grace: .zero)
                return nil
            } catch {
                return error
            }
        }
    }

    private static func start(
        _ modules: [URL],
        in folder: URL,
        log: LogRecorder,
        identities: IdentityDirectory? = nil,
        limits: CallLimits = CallLimits()
    ) async throws(Status) -> ModuleServer {
        let server = try await Server.start(
            store: SQLiteStore(path: folder.appending(path: "record.db").path),
            modules: modules.map { .library(path: $0.path) },
            identities: identities,
            limits: limits,
            listen: ListenerConfiguration(host: "127.0.0.1", port: 0),
            on: .singleton,
            logger: log.logger
        )
        return ModuleServer(server: server, log: log)
    }

    private func stop(grace: Duration) async {
        await server.stop(within: Int64(grace / .nanoseconds(1)))
    }

    /// Where it listens, on 127.0.0.1.
    var port: Int { server.address.port ?? 0 }

    /// Reads a module folder again.
    func reload(_ folder: URL, grace: Duration = .seconds(5)) async {
        await server.reload(modulesIn: folder.path, within: Int64(grace / .nanoseconds(1)))
    }

    /// A connection to it.
    func connect() async throws(Status) -> Client {
        try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: server.address.port ?? 0))
    }

    /// Calls of a module that have not been finished by it.
    func activeCalls(of module: String) async throws -> UInt64 {
        try await status(of: module) { $0.calls_active } ?? 0
    }

    /// Something that the server tells of a module; nil when it has none of that name.
    func status<Value>(of module: String, _ value: (Dossier__V1__ModuleStatus) -> Value) async throws -> Value? {
        try await connect().moduleStatus(of: module, value)
    }
}
