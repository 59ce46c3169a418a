import DossierCore
import Synchronization

/// What the server has acknowledged, as its clients know it.
final class Ledger: Sendable {
    /// What clients know of one record.
    struct Entry: Sendable {
        /// The last revision that was acknowledged.
        var acknowledged: Int
        /// The last that was asked for; it may be there or not.
        var attempted: Int
    }

    private struct State {
        var records: [String: Entry] = [:]
        var batches: [[String]] = []
        var acknowledgements = 0
    }

    private let state = Mutex(State())

    /// How often the server has said that something is done.
    var acknowledgements: Int { state.withLock { $0.acknowledgements } }
    /// Every record that was asked for.
    var records: [String: Entry] { state.withLock { $0.records } }
    /// Every batch that was asked for: its records are all there, or none.
    var batches: [[String]] { state.withLock { $0.batches } }

    /// A revision is about to be asked for.
    func attempt(_ id: String, _ revision: Int) {
        state.withLock { $0.records[id, default: Entry(acknowledged: 0, attempted: 0)].attempted = revision }
    }

    /// A batch is about to be asked for.
    func attempt(batch ids: [String]) {
        for id in ids { attempt(id, 1) }
        state.withLock { $0.batches.append(ids) }
    }

    /// The server has said that it is done.
    func acknowledge(_ id: String, _ revision: Int) {
        state.withLock { state in
            state.records[id]?.acknowledged = revision
            state.acknowledgements += 1
        }
    }
}
