import CDossierModule
import Synchronization

/// Which calls want to hear that the record has moved on, by subscription. Any thread.
final class Feed: Sendable {
    private struct State {
        var last: UInt64 = 0
        var calls: [UInt64: dossier_call] = [:]
    }

    private let state = Mutex(State())

    /// A number for a new subscription of a call.
    func add(_ call: dossier_call) -> UInt64 {
        state.withLock { state in
            state.last += 1
            state.calls[state.last] = call
            return state.last
        }
    }

    /// The call whose subscription it was; nil when it has ended before.
    @discardableResult
    func remove(_ subscription: UInt64) -> dossier_call? {
        state.withLock { $0.calls.removeValue(forKey: subscription) }
    }

    /// Every subscription and its call.
    var subscriptions: [UInt64: dossier_call] { state.withLock { $0.calls } }
}
