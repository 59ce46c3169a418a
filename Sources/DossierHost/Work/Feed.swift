import CDossierModule
import Synchronization

/// Who wants to hear that the record has moved on, by subscription and kind. Any thread.
final class Feed: Sendable {
    /// Whose subscription it is.
    enum Listener: Sendable {
        case call(dossier_call)
        case module(LoadedModule)
    }

    private struct State {
        var last: UInt64 = 0
        /// By kind; under the empty name those who listen to all.
        var listeners: [String: [UInt64: Listener]] = [:]
        var kinds: [UInt64: String] = [:]
    }

    private let state = Mutex(State())

    /// A number for a new subscription; of every kind when the name is empty.
    func add(_ listener: Listener, to kind: String) -> UInt64 {
        state.withLock { state in
            state.last += 1
            state.kinds[state.last] = kind
            state.listeners[kind, default: [:]][state.last] = listener
            return state.last
        }
    }

    /// Whose it was; nil when it has ended before.
    @discardableResult
    func remove(_ subscription: UInt64) -> Listener? {
        state.withLock { state in
            guard let kind = state.kinds.removeValue(forKey: subscription) else { return nil }
            let listener = state.listeners[kind]?.removeValue(forKey: subscription)
            if state.listeners[kind]?.isEmpty == true { state.listeners[kind] = nil }
            return listener
        }
    }

    /// Those whom a change concerns.
    func listeners(to change: Touched) -> [[UInt64: Listener]] {
        state.withLock { state in
            switch change {
            case .everything: Array(state.listeners.values)
            case .kinds(let kinds): (kinds + [""]).compactMap { state.listeners[$0] }
            }
        }
    }
}
