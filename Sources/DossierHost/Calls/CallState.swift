import CDossierModule
import Dispatch
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
    enum Lane: Equatable {
        case idle
        /// A turn is queued for a worker.
        case queued
        case handling
        case calling(thread: UInt)
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
    var hasSubscriptions = false
    var didFail = false
    /// Signalled when the turn that a finishing thread waits for is over.
    var waiter: DispatchSemaphore?
    var caller: CallerMemory?

    init(slot: UInt32) { self.slot = slot }

    mutating func begin() -> dossier_call {
        generation = generation == .max ? 1 : generation + 1
        phase = .open
        lane = .handling
        return id
    }

    var id: dossier_call { dossier_call(generation) << 32 | dossier_call(slot) }

    /// Whether the call of that number is still in this slot.
    func holds(_ id: dossier_call) -> Bool { phase != .free && self.id == id }

    mutating func answer() { phase = .answered }

    mutating func finish() {
        phase = .finishing
        armed = nil
        pending.removeAll()
    }

    mutating func end() {
        phase = .free
        lane = .idle
        armed = nil
        pending.removeAll()
        isFull = false
        hasSubscriptions = false
        didFail = false
        waiter = nil
        caller = nil
    }
}

/// What a module waits for: one-shot.
struct CallWatch: @unchecked Sendable {
    // Sendable: the contract calls the function on any worker; what it points to is the module's to guard.
    let events: UInt32
    let function: @convention(c) (UnsafeMutableRawPointer?, dossier_call, UInt32) -> Void
    let user: UnsafeMutableRawPointer?
}

/// One turn of a module in a call.
enum CallTurn {
    case watch(CallWatch, events: UInt32)
    case hint(SubscriptionHint)
}
