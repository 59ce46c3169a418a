import DossierClient
import DossierCore
import DossierYAML

/// What an import did, or, of a dry run, would do.
public struct ImportReport: Sendable {
    /// How many there are of one kind.
    public struct Counts: Sendable, Equatable {
        /// Were given by the file. Each of them is one of the others, once the import is complete.
        public var read = 0
        /// Were not there before.
        public var created = 0
        /// Were there, and differed.
        public var updated = 0
        /// Were there, and did not.
        public var unchanged = 0
        /// Were not taken.
        public var refused = 0

        /// None yet.
        public init() {}
    }

    /// Something that was not taken, and why.
    public struct Refusal: Sendable {
        /// "incidents/x".
        public let name: String
        /// Where it stands in the file.
        public let place: Place
        /// Why.
        public let status: Status
    }

    /// How it ended.
    public enum End: Sendable {
        /// Everything was read.
        case complete
        /// It was asked to stop before this resource.
        case stopped(name: String, place: Place)
        /// It broke off: nothing is known of what has no acknowledgement.
        case failed(Status)
    }

    /// By kind.
    public internal(set) var counts: [ResourceKind: Counts] = [:]
    /// Of the statements that two actors may be the same.
    public internal(set) var candidates = Counts()
    /// Of these statements the first `Limits.importRefusals` that were refused, without those that somebody has deleted.
    public internal(set) var candidateRefusals: [Refusal] = []
    /// Why the search in the record for actors that may be the same has failed, in part at least; nil: it has not.
    public internal(set) var candidateFailure: Status?
    /// Whether more actors share a name than are proposed: past `Limits.importCandidates` the first pairs in the order of
    /// the file are.
    public internal(set) var moreCandidates = false
    /// The first `Limits.importRefusals`.
    public internal(set) var refusals: [Refusal] = []
    /// What became of the things of the file.
    public internal(set) var tally: ImportTally
    /// What did not become part of the record.
    public internal(set) var remarks = ImportRemarks()
    /// How it ended.
    public internal(set) var end = End.complete

    /// Takes over what became of the statements that two actors may be the same.
    mutating func take(candidates: ImportReport, of finder: SameAsFinder) {
        self.candidates = candidates.counts[.statements] ?? Counts()
        candidateRefusals = candidates.refusals.filter { $0.status.subject(of: .deleted) == nil }
        candidateFailure = finder.failure
        moreCandidates = finder.isCut
    }

    /// Of all kinds, without the candidates.
    public var total: Counts {
        counts.values.reduce(into: Counts()) {
            $0.read += $1.read
            $0.created += $1.created
            $0.updated += $1.updated
            $0.unchanged += $1.unchanged
            $0.refused += $1.refused
        }
    }
}
