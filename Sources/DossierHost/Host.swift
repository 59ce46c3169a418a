import CDossierModule
import DossierAccess
import DossierCore
import DossierStore
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Tracing

/// Modules, and what they stand on: routes calls to them and lends them the record.
public final class Host: @unchecked Sendable {
    // Sendable: what is not behind a lock is set before the port opens, and constant until `stop`.

    /// What is known of the modules together.
    struct Loader {
        var claims = ModuleCheck.Claims()
        var isStopped = false
    }

    /// Of the server.
    public static let version = "0.1.0"

    /// The record.
    let store: any Store
    let cache: RecordCache
    let limits: CallLimits
    /// Where doors bring their calls.
    public let router: Router
    /// Nanoseconds since 1970.
    let startTime = WallClock.now()
    let logger: Logger
    private let indexing: @Sendable (String) -> Void
    /// Held while modules are loaded, started, routed and stopped.
    let loader = Mutex(Loader())
    private let loaded = Mutex<[LoadedModule]>([])
    private let countConnections = Mutex<@Sendable () -> Int>({ 0 })
    let feedMetrics = FeedMetrics()
    private let draining = Atomic(false)
    /// For hints alone.
    private let pool = NIOThreadPool(numberOfThreads: 1)
    private var heartbeat: RepeatedTask?

    private init(
        store: any Store,
        access: AccessControl?,
        limits: CallLimits,
        callsPerLine: Int,
        tracer: (any Tracer)?,
        indexing: @escaping @Sendable (String) -> Void,
        logger: Logger
    ) {
        self.store = store
        self.limits = limits
        self.indexing = indexing
        self.logger = logger
        cache = store.cache
        let log = CallLog(logger, callsPerLine: callsPerLine, tracer: tracer)
        router = Router(store: store, access: access, log: log, limits: limits)
    }

    /// Loads and starts modules; refuses the first that cannot be, saying why. Blocks.
    /// - Parameters:
    ///   - identities: who may call; nil: everybody may do everything.
    ///   - rate: of the calls of each of their subjects; nil: without bound.
    ///   - callsPerLine: of so many calls that end well one is logged; 0: none.
    ///   - tracer: of calls that are part of a sampled trace, as `Server.start` has it.
    ///   - indexing: told how far records have been indexed anew, as `Server.start` has it.
    public static func start(
        store: any Store,
        modules sources: [ModuleSource],
        identities: IdentityDirectory? = nil,
        rate: CallRate? = nil,
        limits: CallLimits = CallLimits(),
        callsPerLine: Int = 0,
        tracer: (any Tracer)? = nil,
        indexing: @escaping @Sendable (String) -> Void = { _ in },
        logger: Logger
    ) throws(Status) -> Host {
        let access = identities.map { AccessControl($0, rate: rate) }
        let host = Host(
            store: store,
            access: access,
            limits: limits,
            callsPerLine: callsPerLine,
            tracer: tracer,
            indexing: indexing,
            logger: logger
        )
        host.pool.start()
        do throws(Status) {
            try host.loader.withLock { (loader) throws(Status) in
                let own = [ServerModule.source(host), ReflectionModule.source(host), HealthModule.source(host)]
                try host.load(sources + own, &loader)
                for module in host.modules { try host.enable(module) }
            }
            return host
        } catch {
            _ = host.stop()
            throw error
        }
    }

    /// Those that have been started. Any thread.
    var modules: [LoadedModule] { loaded.withLock { $0 } }

    /// Loads modules and starts them, all or none; they are routed when they are enabled.
    func load(_ sources: [ModuleSource], _ loader: inout Loader) throws(Status) {
        var claims = loader.claims
        var fresh: [LoadedModule] = []
        for source in sources {
            let file = source.file
            let declaration = try source.declaration()
            let described = try ModuleCheck(source, declaration).check(against: &claims)
            let files = DescribedFiles(described)
            fresh.append(LoadedModule(declaration, files, file: file, host: self, logger: logger))
        }
        var started = 0
        do throws(Status) {
            for module in fresh {
                try module.start()
                started += 1
            }
        } catch {
            // One that goes on after all keeps its threads and its memory.
            let running = fresh[..<started].reversed().filter { !$0.stop() }
            for module in running { _ = Unmanaged.passRetained(module) }
            // It reaches what is the host's.
            if !running.isEmpty { _ = Unmanaged.passRetained(self) }
            for module in fresh where !running.contains(where: { $0 === module }) { module.queue.end() }
            throw error
        }
        loader.claims = claims
        loaded.withLock { $0 += fresh }
    }

    /// Lets a module that has been started take calls, its records indexed by the terms that it declares.
    func enable(_ module: LoadedModule) throws(Status) {
        try store.declare(module.kinds) { done, all in
            module.logger.notice("indexing", metadata: ["records": "\(done) of \(all)"])
            indexing("\(module.id): \(done) of \(all) records")
        }
        router.methods.add(module)
        module.state.store(.serving, ordering: .releasing)
    }

    /// Connections that are open.
    var connections: Int { countConnections.withLock { $0 }() }

    /// Lets GetStatus count the listener's connections; any thread.
    func report(connections: @escaping @Sendable () -> Int) { countConnections.withLock { $0 = connections } }

    /// The server is going down.
    var isDraining: Bool { draining.load(ordering: .acquiring) }

    /// The server is going down: health says so, and streams end, which would not by themselves; their clients resume
    /// at the next server.
    func drain() {
        draining.store(true, ordering: .releasing)
        healthChanged()
        router.endStreams()
    }

    /// Begins to remind watches of what happens, and to end those whose callers are not known any more; before the port
    /// opens.
    /// - Parameter group: whose timers remind the quiet ones.
    public func remindWatches(on group: any EventLoopGroup) {
        // The store and the timer may outlive the host, and must not be kept waiting by many watches.
        let hints = Hints(router, on: pool, feedMetrics)
        store.observe { _, kinds in hints.give(.kinds(Set(kinds)), isCommit: true) }
        let interval = TimeAmount.nanoseconds(Limits.heartbeatNanoseconds)
        heartbeat = group.next().scheduleRepeatedTask(initialDelay: interval, delay: interval) { [router, pool] _ in
            hints.give(.everything)
            router.slowCalls.recent(now: WallClock.now())
            if router.access != nil { pool.submit { _ in router.endCallsOfUnknown() } }
        }
    }

    /// Stops the modules, each after its last call and its last write. Blocks.
    ///
    /// One that does not come to an end is left running, and with it the threads and the memory that it may still use:
    /// the process is about to end.
    /// - Returns: whether all have been stopped.
    public func stop() -> Bool {
        heartbeat?.cancel()
        let isOver = loader.withLock { loader in
            loader.isStopped = true
            let running = modules.reversed().filter { !$0.stop() }
            for module in running { module.logger.error("has not finished its calls: left running") }
            if running.isEmpty { for module in modules { module.queue.end() } }
            return running.isEmpty
        }
        guard isOver else {
            _ = Unmanaged.passRetained(self)
            return false
        }
        try? pool.syncShutdownGracefully()
        return true
    }
}
