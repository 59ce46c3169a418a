import CDossierModule
import CProtobufC
import DossierCore
import DossierTransport
import Glibc
import ModuleKit

/// The functions of `dossier_host`.
enum HostTable {
    nonisolated(unsafe) private static let version = UnsafePointer(strdup(Host.version)!)
    // Safe: never changed nor freed.

    static func make() -> dossier_host {
        dossier_host(
            size: UInt32(MemoryLayout<dossier_host>.size),
            abi: UInt32(DOSSIER_ABI),
            version: version,
            impl: nil,
            service: { _, id in
                strcmp(id!, DOSSIER_STORE) == 0 ? UnsafeRawPointer(StoreTable.shared) : nil
            },
            log: { host, _, level, text in LoadedModule.calling(host).log(level, text.text) },
            caller: { host, id in Self.call(host, id) { $0.callerPointer(id) } ?? nil },
            remaining_ns: { host, id in Self.call(host, id) { $0.remaining(id) } ?? 0 },
            cancelled: { host, id in Self.call(host, id) { $0.isCancelled(id) } ?? true },
            header: { host, id, pair in
                (Self.call(host, id) { $0.addHeader(id, pair) } ?? .cancelled).rawValue
            },
            receive: { host, id, message in
                let router = LoadedModule.calling(host).host.router
                return Self.call(host, id) { router.take($0, id, message!) } ?? StatusCode.cancelled.rawValue
            },
            send: { host, id, message, encoded in
                Self.call(host, id) { $0.send(id, message.map { .message($0) } ?? .encoded(encoded.buffer)) }
                    ?? StatusCode.cancelled.rawValue
            },
            watch: { host, id, events, function, user in
                guard let function else { return StatusCode.invalidArgument.rawValue }
                let router = LoadedModule.calling(host).host.router
                let watch = CallWatch(events: events, function: function, user: user)
                let isArmed = Self.call(host, id) { router.arm(watch, $0, id) } ?? false
                return isArmed ? 0 : StatusCode.notFound.rawValue
            },
            finish: { host, id, outcome in LoadedModule.withCalling(host) { Self.finish($0, id, outcome!) } },
            compressed: { host, id in Self.call(host, id) { $0.isCompressed(id) } ?? false },
            compress: { host, id, isWanted in
                (Self.call(host, id) { $0.compress(id, isWanted) } ?? .cancelled).rawValue
            }
        )
    }

    private static func call<Result>(
        _ host: UnsafePointer<dossier_host>?,
        _ id: dossier_call,
        _ body: (HostedCall) -> Result
    ) -> Result? {
        LoadedModule.withCalling(host) { $0.withSlot(of: id, body) }
    }

    private static func finish(
        _ module: LoadedModule,
        _ id: dossier_call,
        _ outcome: UnsafePointer<dossier_outcome>
    ) -> dossier_status {
        let isOpen = module.lent.router._withUnsafeGuaranteedRef { router in
            router.table.withSlot(of: id) { router.finish($0, id, CallOutcome(outcome.pointee, $0)) }
        }
        if isOpen == true { return 0 }
        module.logger.warning("finished a call that has ended", metadata: ["call": "\(id)"])
        return StatusCode.notFound.rawValue
    }
}

extension LoadedModule {
    /// A line of the module's own.
    func log(_ level: Int32, _ text: String) {
        switch level {
        case Int32(DOSSIER_LOG_DEBUG): logger.debug("\(text)")
        case Int32(DOSSIER_LOG_INFO): logger.info("\(text)")
        case Int32(DOSSIER_LOG_WARNING): logger.warning("\(text)")
        default: logger.error("\(text)")
        }
    }
}

extension HostedCall {
    fileprivate func callerPointer(_ id: dossier_call) -> UnsafePointer<dossier_caller>? {
        state.withLock { state in
            guard state.lends(id) else { return nil }
            let memory = state.caller ?? CallerMemory(caller, peer: port.connection.peer, metadata: head.metadata)
            state.caller = memory
            return UnsafePointer(memory.pointer)
        }
    }

    fileprivate func remaining(_ id: dossier_call) -> Int64 {
        state.withLock { $0.lends(id) ? head.deadline.remaining(now: MonotonicClock.now()) : 0 }
    }

    fileprivate func isCancelled(_ id: dossier_call) -> Bool {
        state.withLock { !$0.holds(id) || $0.phase != .open }
    }

    fileprivate func addHeader(_ id: dossier_call, _ pair: dossier_pair) -> StatusCode {
        state.withLock { $0.holds(id) && $0.phase == .open ? $0.headers.add(pair) : .cancelled }
    }

    fileprivate func isCompressed(_ id: dossier_call) -> Bool {
        state.withLock { $0.lends(id) && $0.isCompressed }
    }

    fileprivate func compress(_ id: dossier_call, _ isWanted: Bool) -> StatusCode {
        state.withLock { state in
            guard state.holds(id), state.phase == .open else { return .cancelled }
            guard !state.headers.isTaken else { return .failedPrecondition }
            // With the lock held, so that no other thread's reply overtakes it.
            port.compress(isWanted)
            return .ok
        }
    }

    fileprivate func send(_ id: dossier_call, _ message: OutboundMessage) -> dossier_status {
        let open = state.withLock { state -> (port: ReplyPort, writableCount: UInt32)? in
            guard state.holds(id), state.phase == .open, let port else { return nil }
            // With the lock held, so that no other thread's message overtakes them.
            if port.streams, let headers = state.headers.take() { port.begin(headers) }
            return (port, state.writableCount)
        }
        guard let open else { return StatusCode.cancelled.rawValue }
        guard open.port.streams else { return StatusCode.failedPrecondition.rawValue }
        switch open.port.send(message) {
        case .taken: return 0
        case .closed: return StatusCode.cancelled.rawValue
        case .full:
            state.withLock { state in
                if state.holds(id), state.writableCount == open.writableCount { state.isFull = true }
            }
            return DOSSIER_FULL
        }
    }
}
