import DossierCore

/// Makes one load after the other, up to the knee.
public enum LadderRun {
    /// Where no first rate is given, a closed loop comes first: what the server can do at most, and a tenth of which is
    /// the first rate.
    /// - Parameters:
    ///   - plan: of each load; its pace does not count.
    ///   - first: the lowest rate; nil: to be found.
    ///   - bound: of p99; nil: as `Ladder` has it.
    ///   - load: makes one, as `LoadRun` does.
    ///   - ended: told after each.
    /// - Returns: all loads in their order, and the ladder.
    /// - Throws: what `load` throws; UNAVAILABLE when no call of the closed loop was answered OK.
    public static func run(
        _ plan: LoadPlan,
        from first: Double?,
        p99Bound bound: Duration?,
        _ load: (LoadPlan) async throws(Status) -> RunSummary,
        ended: (RunSummary) -> Void = { _ in }
    ) async throws(Status) -> (runs: [RunSummary], ladder: Ladder) {
        var plan = plan
        var runs: [RunSummary] = []
        var start = first ?? 0
        if first == nil {
            plan.pace = .asFastAsAnswered
            let peak = try await load(plan)
            guard peak.goodput > 0 else { throw Status(.unavailable, "no call of the closed loop was answered OK") }
            start = peak.goodput * Ladder.firstShare
            runs.append(peak)
            ended(peak)
        }
        var ladder = Ladder(from: start, p99Bound: bound.map { UInt64(max(1, $0.wholeNanoseconds)) })
        while let rate = ladder.next {
            plan.pace = .rate(rate)
            var run = try await load(plan)
            let attempt = Ladder.Attempt(rate: rate, goodput: run.goodput, p99: run.total.latencies?[.p99])
            ladder.add(attempt)
            run.held = ladder.held(attempt)
            runs.append(run)
            ended(run)
        }
        return (runs, ladder)
    }
}
