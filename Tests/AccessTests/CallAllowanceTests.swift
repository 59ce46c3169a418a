import DossierCore
import Synchronization
import Testing

@testable import DossierHost

/// How many calls a rate lets through, by a clock of the test's own.
@Suite struct CallAllowanceTests {
    @Test(arguments: [1, 2, 7, 1_000, Limits.callsPerSecond])
    func twiceTheRateAtOnceThenTheRate(perSecond: Int) {
        let allowance = CallAllowance(CallRate(perSecond: perSecond))
        #expect((0..<2 * perSecond).allSatisfy { _ in allowance.take(at: 0) == 0 })
        let wait = allowance.take(at: 0)
        #expect(wait > 0 && wait <= 1_000_000_000 / Int64(perSecond))
        #expect(allowance.wait(at: 0) == wait)
        // To the nanosecond; what is refused takes nothing.
        #expect(allowance.take(at: wait - 1) == 1)
        #expect(allowance.take(at: wait) == 0)
        #expect(allowance.take(at: wait) > 0)
        #expect(!allowance.isFull(at: wait))
        // A second later there is a second's worth, and after any time no more than the most.
        let later = wait + 1_000_000_000
        #expect((0..<perSecond).allSatisfy { _ in allowance.take(at: later) == 0 })
        let much = Int64.max / 2
        #expect(allowance.isFull(at: much))
        #expect((0..<2 * perSecond).allSatisfy { _ in allowance.take(at: much) == 0 })
        #expect(allowance.take(at: much) > 0)
    }

    @Test func threadsTakeNoMoreTogetherThanOneAlone() async {
        let allowance = CallAllowance(CallRate(perSecond: 10_000))
        let taken = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { (0..<10_000).count { _ in allowance.take(at: 5) == 0 } } }
            return await group.reduce(0, +)
        }
        #expect(taken == 20_000)
    }

    @Test func noMoreAreKeptThanThereAreSubjects() {
        let allowances = Allowances(CallRate(perSecond: 1))
        let busy = allowances.allowance(of: "busy", 1)
        #expect(busy.take(at: MonotonicClock.now() + 3_600_000_000_000) == 0)
        for number in 0..<100 { _ = allowances.allowance(of: "\(number)", 1) }
        #expect(allowances.allowance(of: "busy", 1) === busy)
        #expect(allowances.count == 101)
        // New identities: those go that are as good as new; nobody's debt is forgotten.
        #expect(allowances.allowance(of: "busy", 2) === busy)
        #expect(allowances.count == 1)
    }
}
