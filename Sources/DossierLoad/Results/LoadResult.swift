import DossierCore

/// What came of a load.
public struct LoadResult: Sendable {
    /// Of one kind of call.
    public struct Kind: Sendable {
        /// As the plan calls it.
        public let name: String
        /// What came of its calls.
        public let tally: Tally
    }

    /// The kinds, in the order of the plan.
    public let kinds: [Kind]
    /// All of them together.
    public let total: Tally
    /// For how long calls were counted, seconds.
    public let seconds: Double
    /// The share of its time in which the busiest thread of the load was on a processor: near 1, it was the load that could
    /// not do more.
    public let processor: Double

    init(_ plan: LoadPlan, _ loops: [LoopResult]) {
        kinds = plan.calls.indices.map { place in
            var tally = Tally()
            for loop in loops { tally.add(loop.tallies[place]) }
            return Kind(name: plan.calls[place].name, tally: tally)
        }
        var total = Tally()
        for kind in kinds { total.add(kind.tally) }
        self.total = total
        seconds = Double(plan.duration.wholeNanoseconds) / 1e9
        processor = loops.map(\.processor).max() ?? 0
    }

    /// Calls a second that were answered OK.
    public var goodput: Double { Double(total.inTime) / seconds }
}
