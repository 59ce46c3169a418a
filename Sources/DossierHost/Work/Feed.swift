import CDossierModule
import DossierCore
import Synchronization

/// One subscription's hint that the record has moved on.
struct SubscriptionHint: @unchecked Sendable {
    // Sendable: the contract calls the function on any worker; what it points to is the module's to guard.
    let id: UInt64
    let function: @convention(c) (UnsafeMutableRawPointer?, UInt64) -> Void
    let user: UnsafeMutableRawPointer?
    /// The last transaction, when the hint runs.
    let latest: @Sendable () -> UInt64

    func run() { function(user, latest()) }
}

/// Who wants to hear that the record has moved on. Any thread.
final class Feed: Sendable {
    private struct State {
        var next: UInt64 = 1
        var hints: [dossier_call: [SubscriptionHint]] = [:]
    }

    private let state = Mutex(State())

    /// A number for a new subscription.
    func newID() -> UInt64 {
        state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
    }

    /// Adds a subscription of a call.
    func add(_ hint: SubscriptionHint, of call: dossier_call) {
        state.withLock { $0.hints[call, default: []].append(hint) }
    }

    func remove(_ id: UInt64) {
        state.withLock { state in
            for (call, hints) in state.hints where hints.contains(where: { $0.id == id }) {
                state.hints[call] = hints.count == 1 ? nil : hints.filter { $0.id != id }
            }
        }
    }

    func remove(call: dossier_call) { state.withLock { _ = $0.hints.removeValue(forKey: call) } }

    /// Lets every subscription hear, through its call's turns.
    func hint(_ router: Router) {
        let due = state.withLock { $0.hints }
        for (call, hints) in due {
            for hint in hints { router.hint(hint, call) }
        }
    }
}
