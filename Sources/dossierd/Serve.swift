import ArgumentParser
import DossierAccess
import DossierCore
import DossierHost
import DossierStore
import DossierTransport
import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// Serves until it is told to end: SIGTERM and SIGINT let open calls finish first. SIGHUP reads the certificate and
/// its key, who may call, and the module folder again.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve a record (the default).")

    @Option(
        help:
            "Where to listen, HOST:PORT; port 0 is one that is free. Off this machine only with --identities and --cert."
    )
    var listen = ListenAddress(host: "127.0.0.1", port: 7420)

    @Option(
        help:
            """
            The record: sqlite:PATH, a file that is made when there is none; or postgres://USER@HOST/DATABASE, a database \
            that is there, which several servers may serve. Of several HOSTs (A,B) the one that takes writes: see \
            docs/postgresql.md.
            """
    )
    var store = StoreLocation.sqlite(path: "dossier.db")

    @Option(
        help: ArgumentHelp(
            "A standby of --store that lists, searches and histories are read from while it keeps up: see docs/postgresql.md.",
            valueName: "postgres://.."
        )
    )
    var storeReplica: PostgresAddress?

    @Flag(help: "Answer writes before they are on disk: a power cut loses some. For records that can be made again.")
    var noSync = false

    @Option(help: "The folder of the modules to serve, *.so. SIGHUP reads it again: see docs/modules.md.")
    var modules = ModuleFolder.standard

    @Option(
        help: ArgumentHelp(
            "Let web pages of this origin call, as https://desk.example; '*': all. May be given more than once.",
            valueName: "origin"
        )
    )
    var allowOrigin: [AllowedOrigin] = []

    @Option(
        help: ArgumentHelp(
            "Who may call, and what: YAML, see docs/security.md and `dossierd token`. SIGHUP reads it again. (default: everybody, everything)",
            valueName: "file"
        )
    )
    var identities: String?

    @Flag(help: "Listen where --listen says though callers are not known, or what they send can be read on its way.")
    var insecure = false

    @OptionGroup(title: "TLS") var tls: TLSOptions

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @Option(help: "How much to log: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).")
    var logLevel = Logger.Level.notice

    @Option(help: "How many seconds open calls may take to finish at the end.")
    var grace = Int(Limits.drainNanoseconds / 1_000_000_000)

    @Option(
        help:
            "Have clients of gRPC connect anew after so many seconds, give or take a tenth, so that they spread again."
    )
    var maxAge: Int?

    @Option(help: "Threads that read from connections and write to them. (default: as many as there are processors)")
    var eventLoops: Int?

    func validate() throws {
        if let eventLoops, !(1...Limits.eventLoops).contains(eventLoops) {
            throw ValidationError("--event-loops must be 1 to \(Limits.eventLoops)")
        }
        guard (0...Self.graceAtMost).contains(grace) else {
            throw ValidationError("--grace must be 0 to \(Self.graceAtMost) seconds")
        }
        if let maxAge, !(1...Self.ageAtMost).contains(maxAge) {
            throw ValidationError("--max-age must be 1 to \(Self.ageAtMost) seconds")
        }
        if limits.rate != nil, identities == nil {
            throw ValidationError("--rate needs --identities: without them all callers are one")
        }
        try exposure.check()
    }

    /// A day, seconds.
    private static let graceAtMost = 86_400
    /// A year, seconds.
    private static let ageAtMost = 31_536_000

    private var exposure: Exposure {
        Exposure(
            address: listen,
            hasIdentities: identities != nil,
            hasTLS: tls.files != nil,
            isTLSOnly: tls.tlsOnly,
            isInsecure: insecure
        )
    }

    func run() async throws {
        // A file-size limit then is an error of the write that meets it, as a full disk is.
        signal(SIGXFSZ, SIG_IGN)
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "dossierd")
        logger.logLevel = logLevel
        OpenFiles.raiseLimit(for: limits.connections, logger)
        do {
            try await serve(logger)
        } catch let status as Status {
            logger.critical("\(status.message)")
            throw ExitCode.failure
        }
    }

    private func serve(_ logger: Logger) async throws {
        NIOSingletons.groupLoopCountSuggestion = min(eventLoops ?? Processors.available, Limits.eventLoops)
        let group = MultiThreadedEventLoopGroup.singleton
        var configuration = ListenerConfiguration(host: listen.host, port: listen.port)
        configuration.tls = try tls.files.map { (files) throws(Status) in try ServerTLS(reading: files) }
        configuration.isTLSOnly = tls.tlsOnly
        limits.apply(to: &configuration)
        configuration.allowedOrigins = Set(allowOrigin.map(\.text))
        configuration.ageNanoseconds = maxAge.map { Int64($0) * 1_000_000_000 }
        configuration.ageGraceNanoseconds = Int64(grace) * 1_000_000_000
        let identities = try identities.map { (path) throws(Status) in try IdentityDirectory(reading: path) }
        exposure.report(to: logger)
        if tls.clientCa != nil, !tls.tlsOnly {
            logger.warning("clients that speak plain text are asked for no certificate: --tls-only refuses them")
        }
        // Before the server says that it serves: from then on somebody may send one. The group traps those that end it
        // before it runs the service.
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let grace = Int64(grace) * 1_000_000_000
        let service = ServerService(
            start: { [self, configuration] in
                try await Server.start(
                    store: store.open(isSynchronous: !noSync, replica: storeReplica),
                    modules: ModuleSource.folder(modules),
                    identities: identities,
                    rate: limits.callRate,
                    limits: limits.callLimits,
                    listen: configuration,
                    on: group,
                    logger: logger
                )
            },
            tls: tls.files,
            modules: modules,
            hangups: hangups,
            grace: grace
        )
        let services = ServiceGroup(
            services: [service],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await services.run()
    }
}

/// Runs a server from its start to the signal that ends it. At each SIGHUP it reads certificate and key, and who may call,
/// anew and brings the modules into line with their folder.
private struct ServerService: Service {
    let start: @Sendable () async throws -> Server
    let tls: ServerTLS.Files?
    let modules: String
    let hangups: UnixSignalsSequence
    let grace: Int64

    func run() async throws {
        let server = try await withGracefulShutdownHandler {
            try await start()
        } onGracefulShutdown: {
            // Nobody is served yet, and it may go through the whole record: the next start begins anew.
            _exit(0)
        }
        await withTaskGroup { group in
            group.addTask { await reload(server) }
            try? await gracefulShutdown()
            await server.stop(within: grace)
        }
    }

    private func reload(_ server: Server) async {
        for await _ in hangups.cancelOnGracefulShutdown() {
            if let tls { await server.reloadTLS(tls) }
            await server.reloadIdentities()
            await server.reload(modulesIn: modules, within: grace)
        }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
