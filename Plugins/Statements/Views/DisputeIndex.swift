import CDossierProtos
import DossierCore
import ModuleKit
import Synchronization

/// The incidents that may be, or may ever have been, contested or denied: those with a statement that disputes, or with
/// several accused of whom one is said to have done it. All others are not; which of these are, at a moment and by a
/// clock, their pictures tell. Any thread.
///
/// It is made from the feed, every version that ever was, and follows it. So each statement and each of its versions is
/// looked at once as a change, and once more when something first disputes it.
///
/// It knows all, whoever asks: only what his own view shows may become his answer.
final class DisputeIndex: Sendable {
    /// Who is or was accused of an incident, as far as it bears on whether there can be rivals.
    private struct Accusations {
        let first: String
        var hasOthers = false
        /// Somebody is said to have done it: not only sanctioned or condemned for it.
        var isAsserted = false
    }

    private struct State {
        var incidents = SortedNames()
        /// Who is accused of an incident.
        var accused: [String: Accusations] = [:]
        /// Statements that have, or had in any version, an answer that disputes, be it over other answers.
        var disputed: Set<String> = []
        /// Where the feed has been read to.
        var position: [UInt8] = []
        var sequence: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Up to so many of these incidents behind a name, in the order of names.
    func incidents(after name: String, limit: Int) -> [String] {
        state.withLock { $0.incidents.after(name, limit: limit) }
    }

    /// The transaction up to which it knows all.
    var sequence: UInt64 { state.withLock { $0.sequence } }

    /// Reads the feed to its end, in many views: none is open for long.
    /// - Parameter call: the one that waits for it.
    func follow(_ store: Store, for call: Call? = nil) throws(Interrupt) {
        var isDone = false
        while !isDone {
            if call?.isCancelled == true { throw .failed(.cancelled, "nobody waits for the answer any more") }
            try store.read(nil) { transaction throws(Interrupt) in isDone = try follow(transaction) }
        }
    }

    /// Reads on in the feed, as much as one view should be open for.
    /// - Returns: whether it has come to the view's moment.
    private func follow(_ transaction: Transaction) throws(Interrupt) -> Bool {
        try state.withLock { state throws(Interrupt) in
            let sequence = try transaction.moment.sequence
            guard state.sequence < sequence else { return true }
            var query = Query(kind: Kinds.statements, limit: Limits.changesScanned)
            query.cursor = state.position
            var changed: [Spoken] = []
            let end = try transaction.changes(query, after: state.sequence) { record throws(Interrupt) in
                if !record.isRemoved { changed.append(try Self.spoken(record)) }
                return true
            }
            for spoken in changed { try Self.take(spoken, transaction, &state) }
            // Last, so that what was interrupted is read again.
            state.position = end
            if end.isEmpty { state.sequence = sequence }
            return end.isEmpty
        }
    }

    // MARK: Changes

    private static func spoken(_ record: Record) throws(Interrupt) -> Spoken {
        try Spoken.read(record, name: "\(Kinds.statements.text)/\(String(decoding: record.id, as: UTF8.self))")
    }

    private static func take(_ version: Spoken, _ transaction: Transaction, _ state: inout State) throws(Interrupt) {
        if [.denies, .rejects, .doubts].contains(version.kind) || state.disputed.contains(version.name) {
            try dispute(version.subjects.map(\.name), transaction, &state)
        }
        accuse(version, &state)
    }

    /// Marks the incidents among these, and those that the statements among them are or were about.
    private static func dispute(
        _ subjects: [String],
        _ transaction: Transaction,
        _ state: inout State
    ) throws(Interrupt) {
        var disputed: Set<String> = []
        var open = subjects
        while let name = open.popLast() {
            if Kinds.incidents.has(name) {
                state.incidents.insert(name)
            } else if Kinds.statements.has(name), !state.disputed.contains(name), disputed.insert(name).inserted {
                open += try self.subjects(ofEveryVersionOf: name, transaction)
            }
        }
        state.disputed.formUnion(disputed)
    }

    private static func subjects(
        ofEveryVersionOf name: String,
        _ transaction: Transaction
    ) throws(Interrupt) -> Set<String> {
        var subjects: Set<String> = []
        try transaction.history(Kinds.statements, name) { version throws(Interrupt) in
            subjects.formUnion(try spoken(version).subjects.map(\.name))
        }
        return subjects
    }

    /// Whoever is sanctioned or condemned for it has a rival in whoever is said to have done it.
    private static func accuse(_ spoken: Spoken, _ state: inout State) {
        let asserts = [.attributes, .corroborates, .claims].contains(spoken.kind)
        guard asserts || [.sanctions, .condemns].contains(spoken.kind) else { return }
        let isOfItsVoice = spoken.kind == .claims && spoken.targets.isEmpty
        let accused = isOfItsVoice ? [spoken.voice] : spoken.targets
        guard let first = accused.first else { return }
        for subject in spoken.subjects where Kinds.incidents.has(subject.name) {
            var known = state.accused[subject.name] ?? Accusations(first: first)
            if accused.contains(where: { $0 != known.first }) { known.hasOthers = true }
            if asserts { known.isAsserted = true }
            state.accused[subject.name] = known
            if known.hasOthers, known.isAsserted { state.incidents.insert(subject.name) }
        }
    }
}
