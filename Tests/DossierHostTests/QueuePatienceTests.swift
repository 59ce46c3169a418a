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
        // From then on it must have come not long ago.
        #expect(!queue.isLate(waiting: Self.briefly, at: now))
        #expect(queue.isLate(waiting: Self.briefly + 1, at: now))
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
    @Test func itIsShedAsLongAsManyAreLate() {
        let queue = Queue()
        let start = Self.standing + 1
        #expect(queue.isLate(waiting: 100, at: start))
        for second in 0..<5 {
            // One in three comes too late.
            for place in 0..<30 {
                let now = start + Self.standing * Int64(second) + Int64(place) * 30
                let isLate = place.isMultiple(of: 3)
                #expect(queue.isLate(waiting: isLate ? Self.briefly + 1 : 0, at: now) == isLate)
            }
        }
        #expect(queue.isLate(waiting: Self.briefly + 1, at: start + 5 * Self.standing))
    }

    @Test func itIsOverWhenFewAreLate() {
        let queue = Queue()
        let start = Self.standing + 1
        #expect(queue.isLate(waiting: 100, at: start))
        for place in 1..<30 {
            let isLate = place.isMultiple(of: 5)
            #expect(queue.isLate(waiting: isLate ? Self.briefly + 1 : 0, at: start + Int64(place) * 30) == isLate)
        }
        #expect(!queue.isLate(waiting: Self.briefly + 1, at: start + Self.standing))
    }

    /// Who calls again at once, when he is refused, would else keep it up for ever.
    @Test func allAreLetInAgainFromTimeToTime() {
        let queue = Queue()
        let start = Self.standing + 1
        let tried = start + Limits.overrunNanoseconds / 1_000_000
        for now in stride(from: start, to: tried, by: 10) { #expect(queue.isLate(waiting: 100, at: now)) }
        #expect(!queue.isLate(waiting: Self.patience, at: tried))
        // It is not over.
        #expect(queue.isLate(waiting: Self.patience + 1, at: tried + 10))
        #expect(queue.isLate(waiting: Self.briefly + 1, at: tried + 20))
    }

    @Test func itIsOverWhenNothingHasComeForAWhile() {
        let queue = Queue()
        let start = Self.standing + 1
        #expect(queue.isLate(waiting: 100, at: start))
        #expect(!queue.isLate(waiting: 100, at: start + 2 * Self.standing))
    }

    @Test func whereJobsAreSlowTheyMayWaitAsLong() {
        let queue = Queue()
        for _ in 0..<100 { queue.patience.took(200_000_000 / Limits.queueJobs) }
        #expect(!queue.isLate(waiting: 190, at: 2 * Self.standing))
        #expect(queue.isLate(waiting: 210, at: 2 * Self.standing))
        for _ in 0..<100 { queue.patience.took(0) }
        #expect(queue.isLate(waiting: Self.briefly + 1, at: 2 * Self.standing))
    }

    private static let patience: Int64 = 8
    private static let briefly = patience / Limits.overrunFloorShare

    private final class Queue {
        var patience = QueuePatience(floor: QueuePatienceTests.patience * 1_000_000)

        func foundEmpty(at now: Int64) { patience.foundEmpty(at: now * 1_000_000) }

        func isLate(waiting milliseconds: Int64, at now: Int64) -> Bool {
            patience.isLate(waiting: (now - milliseconds) * 1_000_000, at: now * 1_000_000)
        }
    }
}
