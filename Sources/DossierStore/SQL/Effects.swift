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

    /// Some record takes another clearance than before.
    var isRemarked: Bool { !remarked.isEmpty || changes.contains(where: \.isRemarked) }

    /// Adds those of the transactions that follow.
    mutating func append(_ other: Effects) {
        changes += other.changes
        remarked += other.remarked
    }
}
