import DossierAccess
import DossierCore
import DossierStore
import DossierTransport
import Logging
import NIOCore
import NIOPosix
import Tracing

/// The whole server: a record, the modules over it, and the port they are reached by.
public final class Server: Sendable {
    private let store: any Store
    private let host: Host
    private let listener: Listener<Router>
    private let logger: Logger

    private init(store: any Store, host: Host, listener: Listener<Router>, logger: Logger) {
        self.store = store
        self.host = host
        self.listener = listener
        self.logger = logger
    }

    /// Loads the modules, then opens the port. The store is the server's from here on: `stop` closes it, and so does a
    /// start that fails.
    /// - Parameters:
    ///   - identities: who may call; nil: everybody may do everything, as `Caller.local`.
    ///   - rate: of the calls of each of their subjects; nil: without bound.
    ///   - callsPerLine: of so many calls that end well one is logged; 0: none.
    ///   - tracer: makes a span of each call that is part of a sampled trace, when it has ended, on its thread, in a context
    ///     with its `TraceParent`; nil: there are no spans.
    ///   - indexing: told how far records have been indexed anew, by what modules declare: "dossier.statements: 512 of 4096
    ///     records". On a thread that may be blocked; long starts, and reloads, are made of this.
    ///   - configuration: whose `onRefusal` is the server's own: it logs; and so is `decodedBytes`, that of `limits`.
    public static func start(
        store: any Store,
        modules: [ModuleSource],
        identities: IdentityDirectory? = nil,
        rate: CallRate? = nil,
        limits: CallLimits = CallLimits(),
        callsPerLine: Int = 0,
        tracer: (any Tracer)? = nil,
        indexing: @escaping @Sendable (String) -> Void = { _ in },
        listen configuration: ListenerConfiguration,
        on group: MultiThreadedEventLoopGroup,
        logger: Logger
    ) async throws(Status) -> Server {
        let host: Host
        do throws(Status) {
            host = try Host.start(
                store: store,
                modules: modules,
                identities: identities,
                rate: rate,
                limits: limits,
                callsPerLine: callsPerLine,
                tracer: tracer,
                indexing: indexing,
                logger: logger
            )
        } catch {
            store.close()
            throw error
        }
        do throws(Status) {
            host.remindWatches(on: group)
            let refusals = RefusalLog(logger)
            var configuration = configuration
            configuration.decodedBytes = limits.decodedBytes
            configuration.onRefusal = { refusals.note($0, $1) }
            let listener = try await Listener.bind(configuration, router: host.router, on: group)
            host.report(connections: { [unowned listener] in listener.connectionCount })
            configuration.tls?.report(to: logger)
            identities?.report(to: logger)
            var place: Logger.Metadata = ["address": "\(listener.address)", "engine": "\(store.engine)"]
            if configuration.socket != nil { place["socket"] = "handed over" }
            logger.notice("serving", metadata: place)
            return Server(store: store, host: host, listener: listener, logger: logger)
        } catch {
            // A module that has not stopped may still use the store.
            if host.stop() { store.close() }
            throw error
        }
    }

    /// Where it listens.
    public var address: SocketAddress { listener.address }

    /// How it is. Any thread; blocks, but not for long.
    public func report() -> ServerReport { host.report(listener.report()) }

    /// Brings the modules into line with their folder as it is now: those whose files are gone are drained and take no
    /// more calls, those whose files are back take them again, new ones are loaded. A failure changes nothing and is
    /// logged. One at a time.
    /// - Parameter grace: how long open calls of a module that goes may take, nanoseconds; then they are ended.
    public func reload(modulesIn folder: String, within grace: Int64 = Limits.drainNanoseconds) async {
        logger.notice("reloading", metadata: ["modules": "\(folder)"])
        do {
            // On a thread that may be blocked: modules take their time.
            try await NIOThreadPool.singleton.runIfActive { [host] in
                try host.reload(ModuleSource.folder(folder), within: grace)
            }
        } catch {
            logger.error("not reloaded; the modules are as they were", metadata: ["reason": "\(error)"])
        }
    }

    /// Holds connections that begin from now on to the bounds of this, as `Listener.replaceBounds` has it. Any thread.
    public func replaceBounds(_ configuration: ListenerConfiguration) { listener.replaceBounds(configuration) }

    /// From now on, of so many calls that end well one is logged; 0: none. Any thread.
    public func replaceCallsPerLine(_ count: Int) { host.router.log.replaceCallsPerLine(count) }

    /// Reads certificate, key and clients' authorities anew, for connections that begin from then on. A failure changes
    /// nothing and is logged. Only where TLS is spoken already.
    public func reloadTLS(_ files: ServerTLS.Files) async {
        do {
            // On a thread that may be blocked: files are read.
            let tls = try await NIOThreadPool.singleton.runIfActive { try ServerTLS(reading: files) }
            listener.replace(tls)
            tls.report(to: logger)
            logger.notice("certificate reloaded", metadata: ["file": "\(files.certificate)"])
        } catch {
            logger.error("certificate not reloaded; the one before stays", metadata: ["reason": "\(error)"])
        }
    }

    /// Reads who may call anew: calls from then on are theirs, and calls that stream are ended whose callers are not known
    /// any more, or as something else. A failure changes nothing and is logged. Only where identities are known already.
    public func reloadIdentities() async {
        guard let identities = host.router.access?.identities else { return }
        do {
            // On a thread that may be blocked: a file is read.
            try await NIOThreadPool.singleton.runIfActive { [host] in
                try identities.reload()
                host.router.endCallsOfUnknown()
            }
            identities.report(to: logger)
        } catch {
            logger.error("identities not reloaded; those before stay", metadata: ["reason": "\(error)"])
        }
    }

    /// Takes no new connections and calls, ends streams, lets the other calls end, writes every reply, and closes the record.
    /// Once only.
    /// - Parameter grace: how long open calls may take, nanoseconds; then they are cancelled.
    public func stop(within grace: Int64 = Limits.drainNanoseconds) async {
        logger.notice("draining", metadata: ["calls": "\(host.openCalls)"])
        // Before streams end: who begins them anew on another connection is served by who takes over.
        await listener.stopAccepting()
        host.drain()
        await listener.drain(within: grace)
        // On a thread that may be blocked: modules take their time.
        let isOver = try? await NIOThreadPool.singleton.runIfActive { [host, store] in
            guard host.stop() else { return false }
            store.close()
            return true
        }
        if isOver == true {
            logger.notice("stopped")
        } else {
            logger.error(
                "stopped without closing the record, which a module may still use: what was acknowledged is kept"
            )
        }
    }
}

extension ServerTLS {
    /// Says that clients will not accept it now, if so it is.
    fileprivate func report(to logger: Logger) {
        if let objection { logger.warning("\(objection): clients will refuse it; renew it and send SIGHUP") }
    }
}

extension IdentityDirectory {
    /// Says how many are known.
    fileprivate func report(to logger: Logger) {
        let (tokens, certificates) = counts
        logger.notice("identities", metadata: ["tokens": "\(tokens)", "certificates": "\(certificates)"])
    }
}
