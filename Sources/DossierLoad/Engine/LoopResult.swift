/// What came of one event loop's part of a load.
struct LoopResult: Sendable {
    /// Of each kind of call, in the order of the plan.
    var tallies: [Tally]
    /// What an open loop did not do on time.
    var lapses: Lapses
    /// The share of its time in which the loop's thread was on a processor.
    var processor: Double
}
