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
    /// What was not done on time.
    public let lapses: Lapses
    /// What the calls cost the server, or why it did not say; nil: it was not asked.
    public let server: Result<ServerUse, Status>?

    /// Of the watches beside the load: each creation that each of them saw, and creations that failed. Nil: there were none.
    public let watch: Tally?

    init(_ plan: LoadPlan, _ loops: [LoopResult], _ server: Result<ServerUse, Status>?, watch: Tally?) {
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
        lapses = loops.reduce(into: Lapses()) { $0.add($1.lapses) }
        self.server = server
        self.watch = watch
    }

    /// Calls a second that were answered OK.
    public var goodput: Double { Double(total.inTime) / seconds }
}
