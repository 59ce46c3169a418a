import ArgumentParser
import DossierCore
import DossierHost
import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// Serves until it is told to end: SIGTERM and SIGINT let open calls finish first. SIGHUP reads the file of settings, the
/// certificate and its key, who may call, and the module folder again.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a record (the default).",
        discussion: """
            Each option can be given by an environment variable and in a file, too: docs/configuration.md lists them, and \
            what SIGHUP reads again.
            """
    )

    @Option(
        help: ArgumentHelp(
            "A file of settings: YAML. The environment goes before it, and the command line before both.",
            valueName: "file"
        )
    )
    var config: String?

    @Flag(help: "Print what would hold and where it is from, as a file of settings, instead of serving.")
    var printConfig = false

    @OptionGroup var general: SettingFlags<GeneralSettings>

    @OptionGroup(title: "TLS") var tls: SettingFlags<TLSSettings>

    @OptionGroup(title: "Limits") var limits: SettingFlags<LimitSettings>

    func run() async throws {
        let sources = SettingSources(
            options: general.texts.merging(tls.texts) { $1 }.merging(limits.texts) { $1 },
            environment: ProcessInfo.processInfo.environment,
            path: config
        )
        let settings: Settings
        do {
            settings = try sources.read()
        } catch {
            throw ValidationError(error.message)
        }
        // A file-size limit then is an error of the write that meets it, as a full disk is.
        signal(SIGXFSZ, SIG_IGN)
        // Who reads the log may go away: its lines are lost then, and nothing else.
        signal(SIGPIPE, SIG_IGN)
        let level = LogLevel(settings.general.logLevel)
        let format = settings.general.logFormat
        let log = LogWriter(to: STDERR_FILENO) { format.line(ofDropped: $0) }
        defer { log.flush() }
        LoggingSystem.bootstrap { _ in ServerLogHandler(level, format, log) }
        let logger = Logger(label: "dossierd")
        do {
            let files = try ServedFiles(settings)
            guard !printConfig else { return print(settings.text) }
            let live = LiveSettings(settings, from: sources, level: level, logger: logger)
            try await serve(live, files, log, logger)
        } catch let status as Status {
            logger.critical("\(status.message)")
            throw ExitCode.failure
        }
    }

    private func serve(_ live: LiveSettings, _ files: ServedFiles, _ log: LogWriter, _ logger: Logger) async throws {
        let settings = live.current
        let manager = ServiceManager.current
        let socket = try HandedSocket.find()
        OpenFiles.raiseLimit(for: settings.limits.connections, logger)
        let loops = settings.general.eventLoops ?? Processors.available
        NIOSingletons.groupLoopCountSuggestion = min(loops, Limits.eventLoops)
        let group = MultiThreadedEventLoopGroup.singleton
        settings.exposure.report(to: logger)
        if settings.tls.clientCa != nil, !settings.tls.only {
            logger.warning("clients that speak plain text are asked for no certificate: --tls-only refuses them")
        }
        // Before the server says that it serves: from then on somebody may send one. The group traps those that end it
        // before it runs the service.
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let exporter = settings.general.traces.map { SpanExporter(to: $0, logger) }
        let patience = socket == nil ? .none : TakeOver.patience(grace: settings.grace, manager, logger)
        let service = ServerService(
            start: {
                let general = settings.general
                // On a thread that may be blocked, so that a signal is heard meanwhile.
                let store = try await NIOThreadPool.singleton.runIfActive {
                    try general.store.open(
                        isSynchronous: !general.noSync,
                        replica: general.storeReplica,
                        patience: patience,
                        logger
                    )
                }
                return try await Server.start(
                    store: store,
                    modules: ModuleSource.folder(general.modules),
                    identities: files.identities,
                    rate: settings.callRate,
                    limits: settings.callLimits,
                    callsPerLine: general.logCalls,
                    tracer: exporter,
                    indexing: { manager.does("Indexing \($0)", for: Limits.serviceStepNanoseconds) },
                    listen: settings.listener(files.tls, socket: socket?.descriptor),
                    on: group,
                    logger: logger
                )
            },
            openAdmin: { try await AdminPort.open(settings.general.admin, of: $0, waits: socket != nil, logger) },
            settings: live,
            hangups: hangups,
            manager: manager,
            log: log
        )
        let services = ServiceGroup(
            // They end in reverse order: the exporter outlives the last call.
            services: exporter.map { [$0, service] } ?? [service],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await services.run()
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
