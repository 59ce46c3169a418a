import DossierCore
import Synchronization

/// Takes down what the clients of a run hear.
final class Recorder: Sendable {
    private struct State {
        var calls: [Call] = []
        var sightings: [Sighting] = []
        var latest: UInt64 = 0
        var faults: [Fault] = []
        var isOver = false
    }

    private let state = Mutex(State())
    private let start = MonotonicClock.now()

    /// Nanoseconds since it was made.
    var now: Int64 { MonotonicClock.now() - start }
    /// How many calls have ended.
    var count: Int { state.withLock { $0.calls.count } }
    /// The last transaction that anybody has heard of.
    var latest: UInt64 { state.withLock { $0.latest } }
    /// Answers that no server should give.
    var faults: [Fault] { state.withLock { $0.faults } }
    /// Whether clients are to end.
    var isOver: Bool { state.withLock { $0.isOver } }

    /// Clients are to end.
    func end() { state.withLock { $0.isOver = true } }

    /// A call has ended.
    func add(_ call: Call) {
        state.withLock { state in
            state.calls.append(call)
            if case .listed(_, let sequence) = call.outcome { state.latest = max(state.latest, sequence) }
        }
    }

    /// A watch was just told of a transaction.
    func see(_ sequence: UInt64, by watch: Int) {
        let time = now
        state.withLock { state in
            state.sightings.append(Sighting(watch: watch, sequence: sequence, time: time))
            state.latest = max(state.latest, sequence)
        }
    }

    /// The server has given such an answer.
    func note(_ fault: String, about record: String = "") {
        state.withLock { $0.faults.append(Fault(record: record, description: fault)) }
    }

    /// What was taken down; what is stored is not in it.
    var history: History {
        state.withLock { History(calls: $0.calls, sightings: $0.sightings) }
    }
}
