import CDossierModule
import DossierCore
import DossierTransport
import DossierWire
import Synchronization

/// Brings calls from the doors to the modules and back. On the event loop of the call's connection.
public final class Router: CallRouter {
    let table: CallTable
    private let queueBound: Int
    let methods = MethodDirectory()
    let slowCalls = SlowCalls()
    private let unknown = Atomic<UInt64>(0)
    let feed = Feed()
    let store: any Store
    /// Nil: whoever calls may do everything.
    let access: AccessControl?
    let log: CallLog
    private let endsStreams = Atomic(false)

    init(store: any Store, access: AccessControl?, log: CallLog, limits: CallLimits) {
        table = CallTable(limits)
        queueBound = limits.queue
        self.store = store
        self.access = access
        self.log = log
    }

    /// Calls of methods that no module has.
    var unknownMethods: UInt64 { unknown.load(ordering: .relaxed) }

    /// The method of that name; UNIMPLEMENTED, or UNAVAILABLE when its module is disabled.
    public func resolve(
        service: UnsafeRawBufferPointer,
        method: UnsafeRawBufferPointer,
        at door: Door
    ) throws(Status) -> MethodRoute {
        let found: Unmanaged<HostedMethod>
        do throws(Status) {
            found = try methods.table.pointee.find(service: service, method: method)
        } catch {
            unknown.add(1, ordering: .relaxed)
            throw error
        }
        if let route = found._withUnsafeGuaranteedRef({ $0.isServed ? $0.route : nil }) { return route }
        let method = found.takeUnretainedValue()
        let disabled = method.module.disabled
        method.metrics.refuse(door, disabled.code)
        throw disabled
    }

    /// Finds out who calls and whether he may, finds a slot, decodes the request, if there is one, and enters the module,
    /// here or on a worker.
    public func open(
        _ route: MethodRoute,
        _ head: CallHead,
        message: UnsafeRawBufferPointer?,
        port: ReplyPort
    ) -> CallID {
        methods.table.pointee[route.index]._withUnsafeGuaranteedRef { method in
            let identity: Identity
            do throws(Denial) {
                identity = try access?.caller(of: method, head.metadata, port.connection.client, begins: true) ?? .local
            } catch {
                return refuse(method, head, port, error)
            }
            guard method.metrics.openCalls < Limits.callsPerModule else {
                let open = "module \(method.module.id) has \(Limits.callsPerModule) calls open"
                return refuse(method, head, port, busy(identity, "\(open) that it has not finished"))
            }
            guard let call = table.acquire() else {
                return refuse(method, head, port, busy(identity, "\(table.capacity) calls are open"))
            }
            return call._withUnsafeGuaranteedRef { call in
                open(call, call.begin(method, identity, head, port), method, message)
            }
        }
    }

    private func open(
        _ call: HostedCall,
        _ id: dossier_call,
        _ method: HostedMethod,
        _ message: UnsafeRawBufferPointer?
    ) -> CallID {
        do throws(Status) {
            if let message { try call.decode(message) }
            let id = try enter(call, id, method)
            // Its slot is taken by now: if `endStreams` has not found it there, this sees that streams end.
            if method.route.serverStreams, endsStreams.load(ordering: .sequentiallyConsistent),
                method.module.id != HealthModule.id
            {
                cancel(id, .drain)
            }
            return id
        } catch {
            finish(call, id, .failure(error, trailers: Metadata()))
            return .ended
        }
    }

    private static let again = "try again after a moment"

    private func busy(_ identity: Identity, _ words: String) -> Denial {
        let subject = access == nil ? nil : identity.caller.subject
        return Denial(status: .busy("\(words); \(Self.again)"), subject: subject, failure: .ofCaller)
    }

    private func refuse(_ method: HostedMethod, _ head: CallHead, _ port: ReplyPort, _ denial: Denial) -> CallID {
        let connection = port.connection
        let refusal = note(denial, method, connection.client, head.metadata, connection.door)
        port.finish(.failure(refusal.status, trailers: refusal.trailers))
        return .ended
    }

    /// Answers the caller at once; the module keeps the slot until it finishes.
    public func cancel(_ id: CallID, _ reason: CancelReason) {
        answer(id.rawValue, reason.status, reason == .drain ? .drained : nil)
    }

    /// Answers the caller before the module has finished. Any thread.
    /// - Parameter failure: what it is to the log; nil: what its code says.
    func answer(_ id: dossier_call, _ status: Status, _ failure: CallFailure? = nil) {
        guard let call = table.slot(of: id) else { return }
        let open = call.state.withLock { state -> (port: ReplyPort, budget: MessageBudget?, call: EndedCall)? in
            guard state.holds(id), state.phase == .open, let port = call.port else { return nil }
            state.answer(status.code)
            fire(UInt32(DOSSIER_EVENT_CANCELLED | DOSSIER_EVENT_READABLE), &state, call)
            return (port, call.budget, ended(call, at: MonotonicClock.now(), phases: nil))
        }
        guard let open else { return }
        open.port.finish(.failure(status, trailers: log.failed(open.call, status, failure)))
        if let budget = open.budget { resumeStarving(budget) }
    }

    /// Ends every call whose replies are a stream, and each that begins from then on, but for watches of health, which end
    /// by themselves. Any thread.
    func endStreams() {
        endsStreams.store(true, ordering: .sequentiallyConsistent)
        let calls = table.open { $0.method.route.serverStreams && $0.method.module.id != HealthModule.id }
        for id in calls { cancel(CallID(rawValue: id), .drain) }
    }

    /// The same of one module's calls; or all of them.
    func endCalls(of module: LoadedModule, streamsOnly: Bool) {
        let calls = table.open { call in
            call.method.module === module && (call.method.route.serverStreams || !streamsOnly)
        }
        for id in calls { answer(id, module.disabled) }
    }

    /// Lets a stream that was told to wait go on.
    public func writable(_ id: CallID) {
        guard let call = table.slot(of: id.rawValue) else { return }
        call.state.withLock { state in
            guard state.holds(id.rawValue) else { return }
            state.writableCount &+= 1
            state.isFull = false
            fire(UInt32(DOSSIER_EVENT_WRITABLE), &state, call)
        }
    }

    // MARK: Into the module

    /// Enters the module here when the method is quick, on a worker else.
    private func enter(
        _ call: HostedCall,
        _ id: dossier_call,
        _ method: HostedMethod
    ) throws(Status) -> CallID {
        if method.isQuick {
            let status = method.handle(call, id)
            if status == 0 { return leave(call, id) ? CallID(rawValue: id) : .ended }
            if status != DOSSIER_WAIT {
                finish(call, id, .failure(Self.failure(of: method, status), trailers: Metadata()))
                return .ended
            }
        }
        let queued = method.module.queue.submit { [self] wait in work(call, id, after: wait) }
        guard queued else {
            throw .busy("module \(method.module.id) has \(queueBound) calls waiting; \(Self.again)")
        }
        return CallID(rawValue: id)
    }

    /// On a worker.
    private func work(_ call: HostedCall, _ id: dossier_call, after wait: WorkQueue.Wait) {
        (call.clock.queued, call.clock.started) = (wait.start, wait.end)
        guard call.state.withLock({ $0.holds(id) && $0.phase == .open }) else {
            finish(call, id, .failure(CancelReason.disconnected.status, trailers: Metadata()))
            return
        }
        let method = call.method
        if wait.isTooLong {
            let message = "module \(method.module.id) has more calls waiting than it can answer soon; \(Self.again)"
            finish(call, id, .failure(.busy(message), trailers: Metadata()))
            return
        }
        let status = method.handle(call, id)
        if status == 0 {
            _ = leave(call, id)
        } else {
            finish(call, id, .failure(Self.failure(of: method, status), trailers: Metadata()))
        }
    }

    private static func failure(of method: HostedMethod, _ status: dossier_status) -> Status {
        Status(StatusCode(rawValue: status) ?? .unknown, "module \(method.module.id) failed without a reason")
    }

    // MARK: Out of it

    /// Ends a call, for its module or instead of it.
    /// - Returns: false when the call has ended before.
    @discardableResult
    func finish(_ call: HostedCall, _ id: dossier_call, _ outcome: @autoclosure () -> CallOutcome) -> Bool {
        var answers = false
        var running: RunningTurn?
        var subscriptions: [Subscription] = []
        var code = StatusCode.cancelled
        var store: Int64 = 0
        let isOurs = call.state.withLock { state in
            guard state.holds(id), state.phase != .finishing else { return false }
            answers = state.phase == .open
            if answers, let headers = state.headers.take() { call.port.begin(headers) }
            code = state.answered ?? code
            store = state.storeNanoseconds
            subscriptions = state.subscriptions
            running = state.finish()
            return true
        }
        guard isOurs else { return false }
        if let budget = call.budget { resumeStarving(budget) }
        if answers {
            if call.clock.started > 0 { call.clock.encoding = MonotonicClock.now() }
            code = answer(call, outcome(), store)
        }
        running?.wait()
        for subscription in subscriptions { feed.remove(subscription.id) }
        let now = MonotonicClock.now()
        let nanoseconds = now - call.clock.arrived
        if slowCalls.takes(nanoseconds) { note(call, code, until: now, store: store) }
        if answers, code == .ok {
            log.ended(call.head.metadata) { ended(call, at: now, phases: call.clock.phases(until: now, store: store)) }
        }
        call.release(code, after: nanoseconds)
        table.giveBack(call)
        return true
    }

    /// Answers a call that is being finished.
    private func answer(_ call: HostedCall, _ outcome: CallOutcome, _ store: Int64) -> StatusCode {
        guard case .failure(let status, var trailers) = outcome else {
            call.port.finish(outcome)
            return .ok
        }
        let now = MonotonicClock.now()
        let ended = ended(call, at: now, phases: call.clock.phases(until: now, store: store))
        trailers.entries += log.failed(ended, status).entries
        call.port.finish(.failure(status, trailers: trailers))
        return status.code
    }

    /// One of the slowest has ended.
    private func note(_ call: HostedCall, _ code: StatusCode, until end: Int64, store: Int64) {
        let method = call.method
        guard !method.metrics.streams else { return }
        slowCalls.note(
            SlowCall(
                method: method.path,
                door: call.door,
                code: code,
                endTime: WallClock.now(),
                nanoseconds: end - call.clock.arrived,
                phases: call.clock.phases(until: end, store: store)
            )
        )
    }
}
