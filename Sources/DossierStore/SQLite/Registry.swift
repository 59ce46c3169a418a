import Synchronization

/// What every thread asks of a store: the kinds declared, the last transaction, and who wants to hear of the next.
final class Registry: Sendable {
    private struct State {
        var kinds: [String: DeclaredKind] = [:]
        var head = Moment(sequence: 0, time: 0)
        var cache: RecordCache?
        var observers: [@Sendable (Moment) -> Void] = []
    }

    private let state = Mutex(State())

    var kinds: [String: DeclaredKind] { state.withLock { $0.kinds } }

    var head: Moment { state.withLock { $0.head } }

    func start(_ cache: RecordCache, head: Moment) {
        state.withLock { state in
            state.cache = cache
            state.head = head
        }
    }

    func add(_ kind: DeclaredKind) { state.withLock { $0.kinds[kind.kind.name] = kind } }

    func observe(_ observer: @escaping @Sendable (Moment) -> Void) { state.withLock { $0.observers.append(observer) } }

    /// A group is durable: the cache first, so that who hears of a transaction finds it there. [writer]
    func committed(_ head: Moment, _ versions: [CachedRecord]) {
        state.withLock { $0.cache }?.apply(versions, sequence: head.sequence)
        let observers = state.withLock { state in
            state.head = head
            return state.observers
        }
        for observer in observers { observer(head) }
    }
}
