import DossierCore
import ModuleKit
import Synchronization

/// Pictures of the present, as long as nothing changes that they rest on; and what they were computed from, so that after
/// a change only that is read anew. Any thread.
///
/// It follows the feed: each request first takes in what was recorded since the last one. So no answer is older than the
/// view that it is asked for.
final class PictureCache: Sendable {
    private struct Kept {
        /// Without the sequence.
        let encoded: [UInt8]
        let verdict: Verdict
    }

    private struct Entry {
        let evidence: Evidence
        /// Nil: something has changed, or it was never asked for.
        var picture: Kept?
        /// What has changed of what the evidence rests on.
        var changed = ChangedNames()
        /// The transaction whose record was read.
        let since: UInt64
        var lastUse: UInt64 = 0

        var bytes: Int { evidence.bytes + (picture?.encoded.count ?? 0) }
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var bytes = 0
        /// The feed has been followed up to here.
        var sequence: UInt64 = 0
        /// What changed in the last steps of the feed, for pictures that were being computed meanwhile: `recent` has
        /// all from this transaction on.
        var recentFrom: UInt64 = 0
        var recent: [(sequence: UInt64, changed: ChangedNames)] = []
        var computing = 0
        var uses: UInt64 = 0
    }

    private let state = Mutex(State())

    /// The picture of an incident as of the view, which is the present; encoded, without its sequence.
    /// - Parameter saidAsOf: the clock of what was said; nil: all.
    func picture(
        of incident: String,
        saidAsOf: Int64? = nil,
        in transaction: Transaction
    ) throws(Interrupt) -> [UInt8] {
        try kept(incident, saidAsOf, transaction).encoded
    }

    /// The same in a line, as of any view.
    func verdict(of incident: String, saidAsOf: Int64?, in transaction: Transaction) throws(Interrupt) -> Verdict {
        let sequence = try transaction.moment.sequence
        let isPast = state.withLock { sequence < $0.sequence }
        guard isPast || saidAsOf != nil else { return try kept(incident, nil, transaction).verdict }
        let evidence = Evidence(transaction)
        return try Picture(of: incident, saidAsOf: saidAsOf, evidence).verdict(evidence)
    }

    private func kept(
        _ incident: String,
        _ saidAsOf: Int64?,
        _ transaction: Transaction
    ) throws(Interrupt) -> Kept {
        let known = try take(incident, isWhole: saidAsOf == nil, transaction)
        if case .picture(let picture) = known { return picture }
        defer { state.withLock { $0.computing -= 1 } }
        var old: Kept?
        var evidence = Evidence(transaction)
        if case .entry(let entry) = known, try entry.evidence.move(to: transaction, entry.changed) {
            evidence = entry.evidence
            old = entry.picture
        }
        let picture = try Picture(of: incident, saidAsOf: saidAsOf, evidence)
        let new = Kept(encoded: PictureWriter.encode(picture), verdict: try picture.verdict(evidence))
        let whole = saidAsOf == nil ? new : old
        keep(Entry(evidence: evidence, picture: whole, since: try transaction.moment.sequence), of: incident)
        return new
    }

    private enum Known {
        case picture(Kept)
        /// It is the caller's now.
        case entry(Entry)
        case nothing
    }

    private func take(
        _ incident: String,
        isWhole: Bool,
        _ transaction: Transaction
    ) throws(Interrupt) -> Known {
        try state.withLock { state throws(Interrupt) -> Known in
            try Self.follow(transaction, &state)
            state.uses += 1
            guard let entry = state.entries[incident], try entry.since <= transaction.moment.sequence else {
                state.computing += 1
                return .nothing
            }
            if isWhole, let picture = entry.picture {
                state.entries[incident]?.lastUse = state.uses
                return .picture(picture)
            }
            state.computing += 1
            Self.drop(incident, &state)
            return .entry(entry)
        }
    }

    // MARK: The feed

    private static func follow(_ transaction: Transaction, _ state: inout State) throws(Interrupt) {
        let sequence = try transaction.moment.sequence
        guard sequence > state.sequence else { return }
        if state.entries.isEmpty, state.computing == 0 { return forget(&state, at: sequence) }
        guard let changed = try ChangedNames.after(state.sequence, in: transaction) else {
            return forget(&state, at: sequence)
        }
        for incident in state.entries.keys { touch(incident, changed, &state) }
        state.sequence = sequence
        state.recent.append((sequence, changed))
        if state.recent.count > Limits.picturesRecent { state.recentFrom = state.recent.removeFirst().sequence }
    }

    /// Notes what has changed of what an entry rests on.
    private static func touch(_ incident: String, _ changed: ChangedNames, _ state: inout State) {
        guard let touching = state.entries[incident].map({ changed.touching($0.evidence.names) }), !touching.isEmpty
        else { return }
        state.bytes -= state.entries[incident]?.picture?.encoded.count ?? 0
        state.entries[incident]?.picture = nil
        state.entries[incident]?.changed.formUnion(touching)
    }

    private static func forget(_ state: inout State, at sequence: UInt64) {
        let (computing, uses) = (state.computing, state.uses)
        state = State()
        (state.computing, state.uses) = (computing, uses)
        (state.sequence, state.recentFrom) = (sequence, sequence)
    }

    // MARK: Entries

    private func keep(_ entry: Entry, of incident: String) {
        state.withLock { state in
            guard entry.since >= state.recentFrom, state.entries[incident]?.since ?? 0 <= entry.since else { return }
            Self.drop(incident, &state)
            var entry = entry
            entry.lastUse = state.uses
            state.entries[incident] = entry
            state.bytes += entry.bytes
            for (sequence, changed) in state.recent where sequence > entry.since {
                Self.touch(incident, changed, &state)
            }
            Self.makeRoom(&state)
        }
    }

    /// Drops those that were not used for longest, a quarter at a time: to find them costs as much as there are.
    private static func makeRoom(_ state: inout State) {
        guard state.bytes > Limits.picturesBytes || state.entries.count > Limits.picturesKept else { return }
        let oldest = state.entries.map { (use: $0.value.lastUse, incident: $0.key) }.sorted { $0.use < $1.use }
        for (_, incident) in oldest {
            if state.bytes <= Limits.picturesBytes / 4 * 3, state.entries.count <= Limits.picturesKept / 4 * 3 { break }
            drop(incident, &state)
        }
    }

    private static func drop(_ incident: String, _ state: inout State) {
        state.bytes -= state.entries.removeValue(forKey: incident)?.bytes ?? 0
    }
}
