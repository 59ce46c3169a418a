import DossierAccess
import DossierClient
import DossierCore
import DossierHost
import DossierStore
import DossierTransport
import Foundation
import Logging
import NIOPosix
import TestSupport

/// A whole server in this process, over an empty record of its own, at a free port of the loopback address.
public final class TestServer: Sendable {
    /// The folder that its record goes with.
    public let folder: URL
    private let server: Server

    private init(folder: URL, server: Server) {
        self.folder = folder
        self.server = server
    }

    /// Runs a closure beside the server; both the server and its folder are gone when it returns.
    /// - Parameters:
    ///   - modules: shared libraries to load; nil: the bundled ones, which were built beside the test program.
    ///   - listen: the listener's bounds.
    ///   - isSynchronous: whether writes wait for the disk; many are quicker without. In PostgreSQL none wait.
    ///   - identities: who may call; nil: everybody, everything.
    ///   - limits: of its calls.
    public static func run<Result>(
        modules: [URL]? = nil,
        isSynchronous: Bool = true,
        identities: IdentityDirectory? = nil,
        limits: CallLimits = CallLimits(),
        listen: ListenerConfiguration = ListenerConfiguration(host: "127.0.0.1", port: 0),
        _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let test = try await start(
                in: folder,
                modules: modules,
                isSynchronous: isSynchronous,
                identities: identities,
                limits: limits,
                listen: listen
            )
            do {
                let result = try await body(test)
                await test.stop()
                return result
            } catch {
                await test.stop()
                throw error
            }
        }
    }

    /// Starts a server over the record that goes with a folder, old or new. To be stopped.
    public static func start(
        in folder: URL,
        modules: [URL]? = nil,
        isSynchronous: Bool = true,
        identities: IdentityDirectory? = nil,
        limits: CallLimits = CallLimits(),
        listen: ListenerConfiguration = ListenerConfiguration(host: "127.0.0.1", port: 0)
    ) async throws -> TestServer {
        try await start(
            over: openStore(in: folder, isSynchronous: isSynchronous),
            in: folder,
            modules: modules,
            identities: identities,
            limits: limits,
            listen: listen
        )
    }

    /// Opens the record that goes with a folder, old or new, on the engine of this run. To be closed.
    public static func openStore(in folder: URL, isSynchronous: Bool = true) throws -> any Store {
        switch TestEngine.chosen {
        case .sqlite:
            var configuration = SQLiteStore.Configuration()
            configuration.isSynchronous = isSynchronous
            return try SQLiteStore(path: folder.appending(path: "record.db").path, configuration: configuration)
        case .postgres: return try PostgresStore(TestEngine.postgres.record(in: folder))
        }
    }

    /// Starts a server over a store, which it closes when it is stopped.
    public static func start(
        over store: any Store,
        in folder: URL,
        modules: [URL]? = nil,
        identities: IdentityDirectory? = nil,
        limits: CallLimits = CallLimits(),
        listen: ListenerConfiguration = ListenerConfiguration(host: "127.0.0.1", port: 0)
    ) async throws -> TestServer {
        var logger = Logger(label: "dossier-test")
        logger.logLevel = .error
        let server = try await Server.start(
            store: store,
            modules: (modules ?? bundledModules()).map { .library(path: $0.path) },
            identities: identities,
            limits: limits,
            listen: listen,
            on: .singleton,
            logger: logger
        )
        return TestServer(folder: folder, server: server)
    }

    /// Drains and closes it; calls that are open for longer than this many seconds are cancelled. Once only.
    public func stop(withinSeconds grace: Int64 = 1) async { await server.stop(within: grace * 1_000_000_000) }

    /// How it is.
    public func report() -> ServerReport { server.report() }

    /// Where it listens.
    public var address: ServerAddress { ServerAddress(host: "127.0.0.1", port: server.address.port ?? 0) }

    /// A connection to it.
    public func connect(token: BearerToken? = nil) async throws(Status) -> Client {
        try await Client.connect(to: address, token: token)
    }

    /// The modules built beside the running program.
    public static func bundledModules() throws -> [URL] {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: program).deletingLastPathComponent()
        return ["incidents", "actors", "statements"].map { folder.appending(path: "libdossier-\($0).so") }
    }
}
