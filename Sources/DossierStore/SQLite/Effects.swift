/// What transactions have changed.
struct Effects {
    /// A record that reads otherwise since, though it was not written: it takes another clearance, or was redacted.
    struct Remarked {
        /// The key of its kind.
        let kind: Int64
        let name: RecordName
    }

    /// Each version, in the order of writing.
    var changes: [Change] = []
    var remarked: [Remarked] = []

    /// Of all records that take another clearance, written or not.
    var remarkedKinds: Set<Int64> {
        Set(changes.lazy.filter(\.isRemarked).map(\.kind)).union(remarked.lazy.map(\.kind))
    }

    /// Adds those of the transactions that follow.
    mutating func append(_ other: Effects) {
        changes += other.changes
        remarked += other.remarked
    }
}
