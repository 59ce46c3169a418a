import DossierLoad

/// How a load was made, in words.
struct ConditionsText {
    private let conditions: LoadConditions

    init(_ conditions: LoadConditions) { self.conditions = conditions }

    /// "get 8, search 1".
    var calls: String {
        let calls = conditions.calls
        return calls.map { calls.count == 1 ? $0.name : "\($0.name) \($0.weight)" }.joined(separator: ", ")
    }

    /// "ttrpc over TLS".
    var speaks: String { conditions.speaks + (conditions.isEncrypted ? " over TLS" : "") }

    /// "open loop, 5,000 calls a second".
    var loop: String {
        switch conditions.loop {
        case .closed: "closed loop: each answer makes the next call"
        case .open: "open loop: \(Figure.count(conditions.rate ?? 0)) calls a second"
        case .ladder: "open loops at rising rates"
        }
    }

    /// "4 connections, 32 calls in flight on each, 1 thread".
    var width: String {
        let (connections, threads) = (conditions.connections, conditions.threads)
        return "\(connections) \(connections == 1 ? "connection" : "connections"), "
            + "\(conditions.loop == .closed ? "" : "at most ")\(conditions.inFlight) calls in flight on each, "
            + "\(threads) \(threads == 1 ? "thread" : "threads")"
    }

    /// "50 watches beside it"; empty when there are none.
    var watches: String {
        switch conditions.watchers {
        case 0: ""
        case 1: "1 watch beside it"
        default: "\(conditions.watchers) watches beside it"
        }
    }

    /// "10 s after 1 s of warm-up".
    var time: String {
        "\(Figure.seconds(conditions.duration)) after \(Figure.seconds(conditions.warmUp)) of warm-up"
            + (conditions.loop == .ladder ? ", at each rate" : "")
    }
}
