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
        /// The transactions of its revisions, as far as acknowledgements named them.
        var transactions: [Int: UInt64] = [:]
    }

    private struct State {
        var records: [String: Entry] = [:]
        var batches: [[String]] = []
        var acknowledged: [Way: Int] = [:]
        var faults: [String] = []
    }

    private let state = Mutex(State())

    /// How often the server has said that something is done, by each way of writing.
    var acknowledgements: [Way: Int] { state.withLock { $0.acknowledged } }
    /// Every record that was asked for.
    var records: [String: Entry] { state.withLock { $0.records } }
    /// Every batch that was asked for: its records are all there, or none.
    var batches: [[String]] { state.withLock { $0.batches } }

    /// Answers that no server should give.
    var faults: [String] { state.withLock { $0.faults } }

    /// The server has given such an answer.
    func note(_ fault: String) { state.withLock { $0.faults.append(fault) } }

    /// A revision is about to be asked for.
    func attempt(_ id: String, _ revision: Int) {
        state.withLock { $0.records[id, default: Entry(acknowledged: 0, attempted: 0)].attempted = revision }
    }

    /// A batch is about to be asked for.
    func attempt(batch ids: [String]) {
        for id in ids { attempt(id, 1) }
        state.withLock { $0.batches.append(ids) }
    }

    /// The server has said that it is done, and may be in which transaction.
    func acknowledge(_ id: String, _ revision: Int, by way: Way, in transaction: UInt64? = nil) {
        state.withLock { state in
            state.records[id]?.acknowledged = revision
            state.acknowledged[way, default: 0] += 1
            guard let transaction else { return }
            let known = state.records[id]?.transactions.updateValue(transaction, forKey: revision)
            if let known, known != transaction {
                state.faults.append("\(id) at \(revision) was said to be in \(known), then in \(transaction)")
            }
        }
    }
}
