import CDossierModule
import DossierCore
import DossierTransport

/// What may change while a call runs.
struct CallState {
    /// From the client's side and from the module's.
    enum Phase: Equatable {
        case free
        /// The client waits and the module works.
        case open
        /// The client has its answer; the module has not finished.
        case answered
        /// The module is finishing.
        case finishing
    }

    /// What of the module runs for this call: never two things at once.
    enum Lane {
        case idle
        /// A turn is queued for a worker.
        case queued
        case handling
        case calling(RunningTurn)
    }

    private let slot: UInt32
    private var generation: UInt32 = 0
    private(set) var phase = Phase.free
    var lane = Lane.idle
    var armed: CallWatch?
    var pending: [CallTurn] = []
    /// `send` has answered FULL and the port has not become writable since.
    var isFull = false
    /// Counts how often the port became writable, so that a FULL that crosses it is not waited for.
    var writableCount: UInt32 = 0
    var subscriptions: [Subscription] = []
    /// Of a client that streams.
    var inbox: Inbox?
    /// The message that its module has in hand came compressed.
    var isCompressed = false
    /// What the client was told before the module has finished.
    private(set) var answered: StatusCode?
    /// Of the module's time, what was the store's, nanoseconds.
    var storeNanoseconds: Int64 = 0
    var caller: CallerMemory?
    var headers = ReplyHeaders()

    init(slot: UInt32) { self.slot = slot }

    /// - Parameter budget: of the module, where the client streams.
    mutating func begin(_ budget: MessageBudget?, isCompressed: Bool) -> dossier_call {
        generation = generation == .max ? 1 : generation + 1
        phase = .open
        lane = .handling
        inbox = budget.map { Inbox($0, of: id) }
        self.isCompressed = isCompressed
        return id
    }

    var id: dossier_call { dossier_call(generation) << 32 | dossier_call(slot) }

    /// Whether the call of that number is still in this slot.
    func holds(_ id: dossier_call) -> Bool { phase != .free && self.id == id }

    /// Whether its request, its head and its way out may be used: until it is being finished.
    func lends(_ id: dossier_call) -> Bool { holds(id) && phase != .finishing }

    /// The client has been told how the call ends, without its module.
    mutating func answer(_ code: StatusCode) {
        phase = .answered
        answered = code
        inbox?.drop()
    }

    /// `receive` has something to say.
    var isReadable: Bool {
        guard let inbox else { return false }
        return !inbox.isEmpty || inbox.isClosed || phase != .open
    }

    /// Nothing more falls due from here on.
    /// - Returns: the callback that runs.
    mutating func finish() -> RunningTurn? {
        phase = .finishing
        inbox?.drop()
        armed = nil
        pending.removeAll()
        return running
    }

    mutating func end() {
        phase = .free
        lane = .idle
        armed = nil
        pending.removeAll()
        isFull = false
        subscriptions.removeAll()
        inbox = nil
        answered = nil
        storeNanoseconds = 0
        caller = nil
        headers = ReplyHeaders()
    }

    /// Arms a watch in the place of the one before, whether or not that has fallen due.
    mutating func arm(_ watch: CallWatch) {
        armed = watch
        pending.removeAll { $0.subscription == 0 }
    }

    /// The turn that is next, if any; of a cancelled call first the one that hears of that, and may end it.
    mutating func takeTurn() -> CallTurn? {
        guard !pending.isEmpty else { return nil }
        guard phase == .answered, let place = pending.firstIndex(where: { $0.subscription == 0 }) else {
            return pending.removeFirst()
        }
        return pending.remove(at: place).cancelled
    }

    /// A hint falls due.
    /// - Returns: false when it waits already, or nobody waits for it.
    mutating func due(_ subscription: UInt64) -> Bool {
        guard phase == .open, let found = subscriptions.first(where: { $0.id == subscription }) else { return false }
        guard !pending.contains(where: { $0.subscription == subscription }) else { return false }
        pending.append(.hint(found))
        return true
    }

    /// A subscription has ended.
    /// - Returns: its callback, when that runs.
    mutating func drop(_ subscription: UInt64) -> RunningTurn? {
        subscriptions.removeAll { $0.id == subscription }
        pending.removeAll { $0.subscription == subscription }
        return running.flatMap { $0.subscription == subscription ? $0 : nil }
    }

    private var running: RunningTurn? {
        if case .calling(let turn) = lane { turn } else { nil }
    }
}
