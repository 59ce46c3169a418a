import CDossierModule
import DossierCore
import DossierStore
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Modules, and what they stand on: routes calls to them and lends them the record.
public final class Host: @unchecked Sendable {
    // Sendable: what is not behind a lock is set before the port opens, and constant until `stop`.

    /// Of the server.
    public static let version = "0.1.0"

    /// The record.
    let store: any Store
    let cache: RecordCache
    private(set) var modules: [LoadedModule] = []
    private var started: [LoadedModule] = []
    /// Where doors bring their calls.
    public private(set) var router: Router!
    /// Nanoseconds since 1970.
    let startTime = ProcessUse.wallClock()
    private let listener = Mutex<@Sendable () -> ListenerState>({ ListenerState(connections: 0, isDraining: false) })
    /// For hints alone.
    private let pool = NIOThreadPool(numberOfThreads: 1)
    private let logger: Logger
    private var heartbeat: RepeatedTask?

    private init(store: any Store, logger: Logger) {
        self.store = store
        self.logger = logger
        cache = store.cache
    }

    /// Loads and starts modules; refuses the first that cannot be, saying why. Blocks.
    public static func start(
        store: any Store,
        modules sources: [ModuleSource],
        logger: Logger
    ) throws(Status) -> Host {
        let host = Host(store: store, logger: logger)
        host.pool.start()
        do throws(Status) {
            try host.load(sources + [ServerModule.source(host)])
            return host
        } catch {
            _ = host.stop()
            throw error
        }
    }

    private func load(_ sources: [ModuleSource]) throws(Status) {
        var claims = ModuleCheck.Claims()
        var checked: [UnsafePointer<dossier_module>] = []
        for source in sources {
            let declaration = try source.declaration()
            try ModuleCheck(source, declaration).check(against: &claims)
            checked.append(declaration)
        }
        modules = checked.map { declaration in
            LoadedModule(declaration, host: self, logger: logger)
        }
        // Before any module runs: it may use what it is given at once, and from threads of its own.
        router = Router(modules, store: store)
        for module in modules {
            try module.start()
            started.append(module)
        }
        try store.declare(modules.flatMap(\.kinds)) { [logger] done, all in
            logger.notice("indexing", metadata: ["records": "\(done) of \(all)"])
        }
    }

    /// What the listener says of itself.
    var listenerState: ListenerState { listener.withLock { $0 }() }

    /// Lets GetStatus ask the listener; any thread.
    public func report(_ state: @escaping @Sendable () -> ListenerState) { listener.withLock { $0 = state } }

    /// Begins to remind watches of what happens; before the port opens.
    /// - Parameter group: whose timers remind the quiet ones.
    public func remindWatches(on group: any EventLoopGroup) {
        // The store and the timer may outlive the host, and must not be kept waiting by many watches.
        let hints = Hints(router, on: pool)
        store.observe { _, kinds in hints.give(.kinds(Set(kinds))) }
        let interval = TimeAmount.nanoseconds(Limits.heartbeatNanoseconds)
        heartbeat = group.next().scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            hints.give(.everything)
        }
    }

    /// Stops the modules, each after its last call and its last write. Blocks.
    ///
    /// One that does not come to an end is left running, and with it the threads and the memory that it may still use:
    /// the process is about to end.
    /// - Returns: whether all have been stopped.
    public func stop() -> Bool {
        heartbeat?.cancel()
        let running = started.reversed().filter { !$0.stop() }
        started = []
        guard running.isEmpty else {
            for module in running { module.logger.error("has not finished its calls: left running") }
            _ = Unmanaged.passRetained(self)
            return false
        }
        for module in modules { module.queue.end() }
        try? pool.syncShutdownGracefully()
        return true
    }
}
