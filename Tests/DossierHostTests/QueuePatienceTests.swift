import DossierCore
import Testing

@testable import DossierHost

/// Times are in milliseconds.
@Suite struct QueuePatienceTests {
    private static let standing = Limits.standingNanoseconds / 1_000_000

    @Test func aBurstMayWait() {
        let queue = Queue()
        queue.foundEmpty(at: 0)
        for now in stride(from: 1, through: Self.standing, by: 10) { #expect(!queue.isLate(waiting: now, at: now)) }
    }

    @Test func aQueueThatStandsIsShed() {
        let queue = Queue()
        queue.foundEmpty(at: 0)
        let now = Self.standing + 1
        #expect(!queue.isLate(waiting: Self.patience, at: now))
        #expect(queue.isLate(waiting: Self.patience + 1, at: now))
        // From then on it must have come just now.
        #expect(!queue.isLate(waiting: Self.patience / Limits.queueJobs, at: now))
        #expect(queue.isLate(waiting: Self.patience / Limits.queueJobs + 1, at: now))
    }

    @Test func oneThatHardlyWaitedEndsTheBurst() {
        let queue = Queue()
        queue.foundEmpty(at: 0)
        #expect(!queue.isLate(waiting: 2, at: Self.standing))
        #expect(!queue.isLate(waiting: 800, at: Self.standing + 1))
        #expect(!queue.isLate(waiting: 800, at: 2 * Self.standing))
        #expect(queue.isLate(waiting: 800, at: 2 * Self.standing + 1))
    }

    /// Else every second would begin with a queue as long as one second makes it.
    @Test func afterARefusalNoBurstIsLetInForAWhile() {
        let queue = Queue()
        queue.foundEmpty(at: 0)
        let refused = Self.standing + 1
        #expect(queue.isLate(waiting: 100, at: refused))
        queue.foundEmpty(at: refused + 1)
        #expect(queue.isLate(waiting: 100, at: refused + Self.standing - 1))
        queue.foundEmpty(at: refused + Self.standing)
        #expect(!queue.isLate(waiting: 100, at: refused + 2 * Self.standing))
    }

    @Test func whereJobsAreSlowTheyMayWaitAsLong() {
        let queue = Queue()
        for _ in 0..<100 { queue.patience.took(200_000_000 / Limits.queueJobs) }
        #expect(!queue.isLate(waiting: 190, at: 2 * Self.standing))
        #expect(queue.isLate(waiting: 210, at: 2 * Self.standing))
        for _ in 0..<100 { queue.patience.took(0) }
        #expect(queue.isLate(waiting: Self.patience + 1, at: 2 * Self.standing))
    }

    private static let patience: Int64 = 8

    private final class Queue {
        var patience = QueuePatience(floor: QueuePatienceTests.patience * 1_000_000)

        func foundEmpty(at now: Int64) { patience.foundEmpty(at: now * 1_000_000) }

        func isLate(waiting milliseconds: Int64, at now: Int64) -> Bool {
            patience.isLate(waiting: (now - milliseconds) * 1_000_000, at: now * 1_000_000)
        }
    }
}
