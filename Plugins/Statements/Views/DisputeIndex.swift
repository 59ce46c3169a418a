import CDossierProtos
import DossierCore
import ModuleKit
import Synchronization

/// The incidents that may be, or may ever have been, contested or denied: those with a statement that disputes, or with
/// several accused. All others are not; which of these are, at a moment and by a clock, their pictures tell. Any thread.
///
/// It is made from the feed, every version that ever was, and follows it.
final class DisputeIndex: Sendable {
    private struct State {
        var incidents = SortedNames()
        /// Somebody who is accused of an incident that has no other accused.
        var accused: [String: String] = [:]
        /// Where the feed has been read to.
        var position: [UInt8] = []
        var sequence: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Up to so many of these incidents behind a name, in the order of names.
    func incidents(after name: String, limit: Int) -> [String] {
        state.withLock { $0.incidents.after(name, limit: limit) }
    }

    /// Reads the feed up to the view's moment.
    func follow(_ transaction: Transaction) throws(Interrupt) {
        let evidence = Evidence(transaction)
        try state.withLock { state throws(Interrupt) in
            var query = Query(kind: Kinds.statements, limit: Limits.changesScanned)
            while state.sequence < transaction.moment.sequence {
                query.cursor = state.position
                var changed: [Change] = []
                state.position = try transaction.changes(query, after: state.sequence) { record throws(Interrupt) in
                    if !record.isRemoved { changed.append(try Change(record)) }
                    return true
                }
                for change in changed { try Self.take(change, evidence, &state) }
                if state.position.isEmpty { state.sequence = transaction.moment.sequence }
            }
        }
    }

    // MARK: Changes

    /// A version of a statement in the feed.
    private struct Change {
        let spoken: Spoken
        /// It is not the statement's first.
        let isLater: Bool

        init(_ record: Record) throws(Interrupt) {
            let name = "\(Kinds.statements.text)/\(String(decoding: record.id, as: UTF8.self))"
            spoken = try Spoken.read(record, name: name)
            isLater = record.revision > 1
        }
    }

    private static func take(_ change: Change, _ evidence: Evidence, _ state: inout State) throws(Interrupt) {
        switch change.spoken.kind {
        case .denies, .rejects, .doubts:
            try mark(what: change.spoken, isAbout: evidence, &state)
        case .attributes, .corroborates, .claims:
            accuse(change.spoken, &state)
            fallthrough
        default:
            // What answers a statement now may be about another incident than before.
            if change.isLater, try isDisputed(change.spoken, evidence, steps: Limits.answerSteps) {
                try mark(what: change.spoken, isAbout: evidence, &state)
            }
        }
    }

    /// The incidents that a statement is about, or that what it answers is about.
    private static func mark(
        what spoken: Spoken,
        isAbout evidence: Evidence,
        _ state: inout State
    ) throws(Interrupt) {
        var seen: Set<String> = []
        var open = [spoken]
        while let next = open.popLast() {
            for subject in next.subjects {
                if Kinds.incidents.has(subject.name) {
                    state.incidents.insert(subject.name)
                } else if Kinds.statements.has(subject.name), seen.insert(subject.name).inserted,
                    seen.count <= Limits.traceSteps, let answered = try evidence.statement(subject.name)
                {
                    open.append(answered)
                }
            }
        }
    }

    private static func isDisputed(_ spoken: Spoken, _ evidence: Evidence, steps: Int) throws(Interrupt) -> Bool {
        guard steps > 0 else { return false }
        for answer in try evidence.about(spoken.name) {
            if [.denies, .rejects, .doubts].contains(answer.kind) { return true }
            if try isDisputed(answer, evidence, steps: steps - 1) { return true }
        }
        return false
    }

    private static func accuse(_ spoken: Spoken, _ state: inout State) {
        let accused = spoken.targets.isEmpty ? [spoken.voice] : spoken.targets
        for subject in spoken.subjects where Kinds.incidents.has(subject.name) {
            let first = state.accused[subject.name] ?? accused[0]
            if accused.contains(where: { $0 != first }) {
                state.incidents.insert(subject.name)
            } else {
                state.accused[subject.name] = first
            }
        }
    }
}
