/// How a record came about.
struct Timeline {
    private let versions: [Version]

    /// - Parameter versions: in the order of their sequences.
    init(_ versions: [Version]) { self.versions = versions }

    /// What there was after a transaction; nil: nothing yet.
    func state(at sequence: UInt64) -> Shown? {
        let later = later(than: sequence)
        return later == 0 ? nil : versions[later - 1].shown
    }

    /// The first transaction, from one on, after which something holds of the record; nil: it never does.
    func first(from sequence: UInt64, where holds: (Shown?) -> Bool) -> UInt64? {
        if holds(state(at: sequence)) { return sequence }
        return versions[later(than: sequence)...].first { holds($0.shown) }?.sequence
    }

    /// The place of the first version that a later transaction wrote.
    private func later(than sequence: UInt64) -> Int {
        var (low, high) = (0, versions.count)
        while low < high {
            let middle = (low + high) / 2
            if versions[middle].sequence <= sequence { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
