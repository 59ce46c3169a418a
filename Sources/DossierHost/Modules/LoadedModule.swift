import CDossierModule
import Dispatch
import DossierCore
import DossierStore
import Glibc
import Logging
import ModuleKit
import Synchronization

/// One module that runs: what it declares, its own state, its workers and its counts.
final class LoadedModule: @unchecked Sendable {
    // Sendable: `instance` and `table` are set by `start`, on the loader's thread, before any other thread is here.

    let id: String
    let version: String
    let declaration: UnsafePointer<dossier_module>
    /// What describes it.
    let files: DescribedFiles
    /// Where it was loaded from; nil: it is part of this program.
    let file: ModuleFile?
    let state = Atomic(ModuleState.disabled)
    let queue: WorkQueue
    let hints: ModuleHints
    let openCalls: OpenCalls
    /// In the order of its declaration, service by service.
    let methods: [MethodMetrics]
    let writes = WriteGate()
    let messages = MessageBudget()
    /// One for each read of the store that the module may have open, so that it leaves some to others.
    let reads = DispatchSemaphore(value: Limits.readsPerModule)
    let logger: Logger
    unowned let host: Host
    /// The record.
    let store: any Store
    /// The host's, which it keeps as long as its modules: what every call needs is reached without counting references.
    let lent: Lent
    /// The module's own state, which every function of its gets.
    private(set) var instance: UnsafeMutableRawPointer?
    private let table: UnsafeMutablePointer<dossier_host>

    init(
        _ declaration: UnsafePointer<dossier_module>,
        _ files: DescribedFiles,
        file: ModuleFile?,
        host: Host,
        logger: Logger
    ) {
        self.declaration = declaration
        self.files = files
        self.file = file
        id = String(cString: declaration.pointee.id)
        version = String(cString: declaration.pointee.version)
        let openCalls = OpenCalls()
        self.openCalls = openCalls
        methods = Self.methods(of: declaration, openCalls)
        self.host = host
        store = host.store
        lent = Lent(host)
        queue = WorkQueue(
            workers: Limits.workersPerModule,
            bound: host.limits.queue,
            patience: host.limits.queueNanoseconds
        )
        hints = ModuleHints(queue) { [store = host.store] in store.head.sequence }
        var logger = logger
        logger[metadataKey: "module"] = "\(id)"
        self.logger = logger
        table = .allocate(capacity: 1)
        table.initialize(to: HostTable.make())
        table.pointee.impl = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit { table.deallocate() }

    private static func methods(
        of declaration: UnsafePointer<dossier_module>,
        _ open: OpenCalls
    ) -> [MethodMetrics] {
        (0..<Int(declaration.pointee.n_services)).flatMap { index in
            let service = declaration.pointee.services[index]
            let name = String(cString: service.descriptor.pointee.name)
            return (0..<Int(service.descriptor.pointee.n_methods)).map { place in
                let method = service.methods[place]
                let streams = method.flags & UInt32(DOSSIER_SERVER_STREAMS | DOSSIER_CLIENT_STREAMS) != 0
                return MethodMetrics(service: name, name: String(cString: method.name), streams: streams, open: open)
            }
        }
    }

    /// The module that a function of the contract was called by.
    static func calling(_ host: UnsafePointer<dossier_host>?) -> LoadedModule {
        withCalling(host) { $0 }
    }

    /// Lends the module that a function of the contract was called by, uncounted.
    static func withCalling<Result>(
        _ host: UnsafePointer<dossier_host>?,
        _ body: (LoadedModule) -> Result
    ) -> Result {
        Unmanaged<LoadedModule>.fromOpaque(host!.pointee.impl)._withUnsafeGuaranteedRef(body)
    }

    /// Starts it. [loader]
    func start() throws(Status) {
        let status = declaration.pointee.start(table, dossier_bytes(), &instance)
        guard status == 0 else {
            let code = StatusCode(rawValue: status) ?? .unknown
            throw Status(.failedPrecondition, "module \(id) did not start: \(code); the log says more")
        }
    }

    /// Stops it, after its last call and its last write. Blocks. [loader]
    /// - Returns: false when none of them ended for `Limits.settleNanoseconds`: then it is left as it is.
    func stop() -> Bool {
        guard settle({ openCalls.count == 0 }) else { return false }
        for subscription in hints.close() { host.router.feed.remove(subscription) }
        writes.close()
        guard settle({ writes.pending == 0 && queue.isIdle }) else { return false }
        declaration.pointee.stop(instance)
        return true
    }

    /// Looks again and again: calls end too often to tell anyone each time, and a server stops once.
    private func settle(_ isSettled: () -> Bool) -> Bool {
        var least = Int.max
        var deadline = Int64.max
        while !isSettled() {
            let left = openCalls.count + writes.pending
            let now = MonotonicClock.now()
            if left < least {
                least = left
                deadline = now + Limits.settleNanoseconds
            }
            guard now < deadline else { return false }
            usleep(1_000)
        }
        return true
    }

    /// What callers are told while it takes no calls.
    var disabled: Status { Status(.unavailable, "module \(id) is disabled; ask who runs this server") }

    var services: [String] {
        (0..<Int(declaration.pointee.n_services)).map {
            String(cString: declaration.pointee.services[$0].descriptor.pointee.name)
        }
    }

    /// Whether a service of that full name is its.
    func declares(_ service: String) -> Bool {
        (0..<Int(declaration.pointee.n_services)).contains {
            strcmp(declaration.pointee.services[$0].descriptor.pointee.name, service) == 0
        }
    }

    var kindNames: [String] {
        (0..<Int(declaration.pointee.n_kinds)).map { String(cString: declaration.pointee.kinds[$0].name) }
    }

    /// Whether it may write records of a kind.
    func owns(_ kind: dossier_bytes) -> Bool {
        (0..<Int(declaration.pointee.n_kinds)).contains {
            UnsafeRawBufferPointer(text: declaration.pointee.kinds[$0].name).elementsEqual(kind.buffer)
        }
    }
}
