import DossierCore
import Synchronization

/// What every thread asks of a store: the kinds declared, the last transaction, and who wants to hear of the next.
final class Registry: Sendable {
    private struct State {
        var kinds: [String: DeclaredKind] = [:]
        var head = Moment(sequence: 0, time: 0)
        var cache: RecordCache?
        var tail: ChangeTail?
        var observers: [@Sendable (Moment, [String]) -> Void] = []
        var refusal: Status?
    }

    private let state = Mutex(State())

    var kinds: [String: DeclaredKind] { state.withLock { $0.kinds } }

    /// Throws why nothing may be read any more.
    func check() throws(Status) {
        if let refusal = state.withLock({ $0.refusal }) { throw refusal }
    }

    /// From now on nothing may be read.
    func refuse(_ refusal: Status) { state.withLock { $0.refusal = refusal } }

    var head: Moment { state.withLock { $0.head } }

    func start(_ cache: RecordCache, _ tail: ChangeTail, head: Moment) {
        state.withLock { state in
            state.cache = cache
            state.tail = tail
            state.head = head
        }
    }

    func add(_ kind: DeclaredKind) { state.withLock { $0.kinds[kind.kind.name] = kind } }

    func observe(_ observer: @escaping @Sendable (Moment, [String]) -> Void) {
        state.withLock { $0.observers.append(observer) }
    }

    /// Records take other clearances since, without a transaction.
    func remark() {
        let (cache, tail) = state.withLock { ($0.cache, $0.tail) }
        cache?.empty()
        tail?.empty()
    }

    /// What has happened up to a head is not known: nothing that is kept in memory holds. [writer]
    func setBack(to head: Moment) {
        let (cache, tail, kinds, observers) = state.withLock { state in
            state.head = head
            return (state.cache, state.tail, Array(state.kinds.keys), state.observers)
        }
        cache?.setBack(to: head.sequence)
        tail?.setBack(to: head)
        for observer in observers { observer(head, kinds) }
    }

    /// A group is durable: cache and tail first, so that who hears of a transaction finds it there. [writer]
    func committed(_ head: Moment, _ effects: Effects) {
        let (cache, tail) = state.withLock { ($0.cache, $0.tail) }
        cache?.apply(effects.changes.map(\.record), remarked: effects.remarked.map(\.name), sequence: head.sequence)
        tail?.append(effects.changes, isRemarked: effects.isRemarked, head: head)
        let observers = state.withLock { state in
            state.head = head
            return state.observers
        }
        var seen: Set<Int64> = []
        var kinds = effects.changes.filter { seen.insert($0.kind).inserted }.map(\.kindName)
        for record in effects.remarked where seen.insert(record.kind).inserted {
            kinds.append(String(decoding: record.name.kind, as: UTF8.self))
        }
        for observer in observers { observer(head, kinds) }
    }
}
