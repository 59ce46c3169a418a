import DossierClient
import DossierCore

/// What an import did.
public struct ImportReport: Sendable {
    /// What was refused, and why.
    public struct Refusal: Sendable {
        /// The resource; nil: all of a kind, as the status says.
        public let resource: DossierResource?
        /// The kind that was being written.
        public let kind: ResourceKind
        /// Why.
        public let status: Status
    }

    /// How many there are of one kind.
    public struct Counts: Sendable, Equatable {
        /// Were not there before.
        public var created = 0
        /// Were there, and differed.
        public var updated = 0
        /// Were there, and did not.
        public var unchanged = 0

        /// None yet.
        public init() {}
    }

    /// By kind.
    public internal(set) var counts: [ResourceKind: Counts] = [:]
    /// What was not taken; then nothing of a later kind was written.
    public internal(set) var refusals: [Refusal] = []

    /// Of all kinds.
    public var total: Counts {
        counts.values.reduce(into: Counts()) {
            $0.created += $1.created
            $0.updated += $1.updated
            $0.unchanged += $1.unchanged
        }
    }
}
