import DossierCore

/// How many records have each value of a field.
struct Tally {
    private var counts: [[UInt8]: UInt64] = [:]

    /// Counts records that have a value. RESOURCE_EXHAUSTED past `Limits.tallyValues`.
    mutating func add(_ value: [UInt8], _ records: UInt64 = 1) throws(Status) {
        counts[value, default: 0] += records
        guard counts.count <= Limits.tallyValues else {
            throw Status(
                .resourceExhausted,
                "the records have more than \(Limits.tallyValues) different values; narrow the filter"
            )
        }
    }

    /// Lets the caller see them in the order of their bytes.
    func visit(_ visit: ReadTransaction.TallyVisit) {
        for (value, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            guard value.withUnsafeBytes({ visit($0, count) }) else { return }
        }
    }
}
