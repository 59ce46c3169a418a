import DossierLoad
import Testing

/// What a ladder makes of what it is told.
@Suite struct LadderTests {
    @Test(arguments: [100.0, 1_234, 9_999, 87_654])
    func findsTheKnee(capacity: Double) {
        var ladder = Ladder(from: 50)
        climb(&ladder) { (min($0, capacity), 1_000) }
        let knee = ladder.knee?.rate ?? 0
        // What is answered is at least 95 % of a rate up to a little above the capacity.
        #expect(knee > capacity * 0.94 && knee <= capacity / 0.95 + 1, "\(knee)")
        #expect(ladder.steady?.rate == knee * 0.7)
        #expect(ladder.attempts.count < 45)
    }

    @Test func boundsP99() {
        var ladder = Ladder(from: 100)
        climb(&ladder) { ($0, $0 > 500 ? 20_000_001 : 2_000_000) }
        #expect(ladder.p99Bound == 20_000_000)
        #expect((ladder.knee?.rate ?? 0) > 470 && (ladder.knee?.rate ?? 0) <= 500)
        var quiet = Ladder(from: 100)
        climb(&quiet) { ($0, $0 > 500 ? 10_000_001 : $0 > 100 ? 9_000_000 : 1_000) }
        #expect(quiet.p99Bound == 10_000_000)
        #expect((quiet.knee?.rate ?? 0) > 470 && (quiet.knee?.rate ?? 0) <= 500)
        var bounded = Ladder(from: 100, p99Bound: 20_000)
        climb(&bounded) { ($0, UInt64($0) * 100) }
        #expect((bounded.knee?.rate ?? 0) > 188 && (bounded.knee?.rate ?? 0) <= 200)
    }

    /// A machine that does something else for once is no knee.
    @Test func triesAgainWhatDoesNotHold() {
        var ladder = Ladder(from: 100)
        var tries: [Double: Int] = [:]
        climb(&ladder) { rate in
            tries[rate, default: 0] += 1
            return rate > 1_000 ? (0, 1_000) : (rate, tries[rate] == 1 && rate > 100 ? 90_000_000 : 1_000)
        }
        #expect((ladder.knee?.rate ?? 0) > 940)
    }

    @Test func saysWhenTheFirstRateDoesNotHold() {
        var ladder = Ladder(from: 100)
        climb(&ladder) { ($0 / 2, 1_000) }
        #expect(ladder.knee == nil && ladder.steady == nil)
        #expect(ladder.attempts.map(\.rate) == [100, 100])
        var silent = Ladder(from: 100)
        climb(&silent) { _ in (0, nil) }
        #expect(silent.knee == nil && silent.p99Bound == nil)
    }

    @Test func endsWithAServerThatHoldsEverything() {
        var ladder = Ladder(from: 1_000)
        climb(&ladder) { ($0, 1_000) }
        #expect((ladder.knee?.rate ?? 0) > 8_000_000)
        #expect(ladder.steady != nil)
    }

    private func climb(_ ladder: inout Ladder, _ server: (Double) -> (goodput: Double, p99: UInt64?)) {
        for _ in 0..<200 {
            guard let rate = ladder.next else { return }
            let (goodput, p99) = server(rate)
            ladder.add(Ladder.Attempt(rate: rate, goodput: goodput, p99: p99))
        }
        Issue.record("the ladder has no end")
    }
}
