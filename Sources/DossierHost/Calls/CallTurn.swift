import CDossierModule
import Dispatch
import Glibc

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
    case hint(Subscription)

    /// The same of a call that was cancelled after it fell due.
    var cancelled: CallTurn {
        guard case .watch(let watch, let events) = self else { return self }
        return .watch(watch, events: events | watch.events & UInt32(DOSSIER_EVENT_CANCELLED))
    }

    /// Whose hint it is; 0 for a watch.
    var subscription: UInt64 {
        if case .hint(let subscription) = self { subscription.id } else { 0 }
    }
}

/// A callback that runs, on the thread that makes this.
final class RunningTurn: Sendable {
    /// As `CallTurn.subscription`.
    let subscription: UInt64
    private let thread = pthread_self()
    private let runs = DispatchGroup()

    init(_ turn: CallTurn) {
        subscription = turn.subscription
        runs.enter()
    }

    /// It is over.
    func end() { runs.leave() }

    /// Blocks until it is over; returns at once inside the callback itself.
    func wait() {
        if pthread_equal(thread, pthread_self()) == 0 { runs.wait() }
    }
}
