import DossierCore
import ModuleKit
import Synchronization

/// Pictures of the present, as long as nothing that they rest on changes. Any thread.
///
/// It follows the feed: each request first takes in what was recorded since the last one and drops the pictures that it
/// touches. So no answer is older than the view that it is asked for.
final class PictureCache: Sendable {
    private struct Entry {
        /// Encoded, without the sequence.
        var picture: [UInt8]
        /// Hashes of the names that it rests on.
        var names: Set<Int>
        /// The transaction whose record it shows; it has not changed since.
        var since: UInt64
        var lastUse: UInt64
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// Which entries rest on a name.
        var dependents: [Int: Set<String>] = [:]
        var bytes = 0
        var names = 0
        /// The feed has been followed up to here.
        var sequence: UInt64 = 0
        /// What changed in the last steps of the feed, for pictures that were being computed meanwhile: `recent` has
        /// all from this transaction on.
        var recentFrom: UInt64 = 0
        var recent: [(sequence: UInt64, names: Set<Int>)] = []
        var computing = 0
        var uses: UInt64 = 0
    }

    private let state = Mutex(State())

    /// The picture of an incident as of the view, which is the present; encoded, without its sequence.
    func picture(of incident: String, in transaction: Transaction) throws(Interrupt) -> [UInt8] {
        let sequence = transaction.moment.sequence
        if let known = try lookup(incident, sequence, transaction) { return known }
        defer { state.withLock { $0.computing -= 1 } }
        let evidence = Evidence(transaction)
        let picture = PictureWriter.encode(try Picture(of: incident, saidAsOf: nil, evidence))
        keep(Entry(picture: picture, names: evidence.names, since: sequence, lastUse: 0), of: incident)
        return picture
    }

    private func lookup(
        _ incident: String,
        _ sequence: UInt64,
        _ transaction: Transaction
    ) throws(Interrupt) -> [UInt8]? {
        try state.withLock { state throws(Interrupt) -> [UInt8]? in
            try Self.follow(to: sequence, transaction, &state)
            state.uses += 1
            guard let entry = state.entries[incident], entry.since <= sequence else {
                state.computing += 1
                return nil
            }
            state.entries[incident]?.lastUse = state.uses
            return entry.picture
        }
    }

    // MARK: The feed

    private static func follow(
        to sequence: UInt64,
        _ transaction: Transaction,
        _ state: inout State
    ) throws(Interrupt) {
        guard sequence > state.sequence else { return }
        if state.entries.isEmpty, state.computing == 0 {
            return forget(&state, at: sequence)
        }
        guard let changed = try ChangedNames.after(state.sequence, in: transaction) else {
            return forget(&state, at: sequence)
        }
        for name in changed.names {
            for incident in state.dependents[name] ?? [] { drop(incident, &state) }
        }
        state.sequence = sequence
        state.recent.append((sequence, changed.names))
        if state.recent.count > Limits.picturesRecent { state.recentFrom = state.recent.removeFirst().sequence }
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
            guard entry.since >= state.recentFrom, state.entries[incident]?.since ?? 0 < entry.since,
                !state.recent.contains(where: { $0.sequence > entry.since && !$0.names.isDisjoint(with: entry.names) })
            else { return }
            Self.drop(incident, &state)
            var entry = entry
            entry.lastUse = state.uses
            state.bytes += entry.picture.count
            state.names += entry.names.count
            for name in entry.names { state.dependents[name, default: []].insert(incident) }
            state.entries[incident] = entry
            while state.bytes > Limits.picturesBytes || state.names > Limits.picturesNames {
                guard let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { break }
                Self.drop(oldest.key, &state)
            }
        }
    }

    private static func drop(_ incident: String, _ state: inout State) {
        guard let entry = state.entries.removeValue(forKey: incident) else { return }
        state.bytes -= entry.picture.count
        state.names -= entry.names.count
        for name in entry.names {
            state.dependents[name]?.remove(incident)
            if state.dependents[name]?.isEmpty == true { state.dependents[name] = nil }
        }
    }
}
