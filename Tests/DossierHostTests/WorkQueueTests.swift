import Dispatch
import DossierCore
import Synchronization
import Testing

@testable import DossierHost

@Suite struct WorkQueueTests {
    /// Watches that have much to do must not keep a module's other calls waiting, nor the other way round.
    @Test func urgentJobsTakeTurnsWithThoseThatWait() async throws {
        let queue = WorkQueue(workers: 1, bound: 3, patience: Limits.queueNanoseconds)
        let order = Order()
        let gate = DispatchSemaphore(value: 0)
        try await hold(queue, gate)
        for _ in 0..<3 { #expect(queue.submit { _ in order.add("w") }) }
        for _ in 0..<4 { queue.submitUrgent { order.add("u") } }
        #expect(!queue.submit { _ in order.add("one too many") })
        gate.signal()
        try await eventually("all have run") { queue.isIdle }
        #expect(order.text == "wuwuwuu")
        queue.end()
    }

    /// The worker is held for longer than a burst may last, and then gives up what has waited for so long.
    @Test func whatHasWaitedForTooLongIsToldSo() async throws {
        let queue = WorkQueue(workers: 1, bound: 8, patience: 1)
        let order = Order()
        let gate = DispatchSemaphore(value: 0)
        try await hold(queue, gate)
        for _ in 0..<3 { #expect(queue.submit { order.add($0.isTooLong ? "l" : "w") }) }
        try await Task.sleep(for: .nanoseconds(Limits.standingNanoseconds + 10_000_000))
        gate.signal()
        try await eventually("all have been told") { queue.isIdle }
        #expect(order.text == "lll")
        // Long after nobody is late.
        try await Task.sleep(for: .nanoseconds(2 * Limits.standingNanoseconds))
        #expect(queue.submit { order.add($0.isTooLong ? "l" : "w") })
        try await eventually("one has run") { queue.isIdle }
        #expect(order.text == "lllw")
        queue.end()
    }

    /// Has the only worker wait at a gate.
    private func hold(_ queue: WorkQueue, _ gate: DispatchSemaphore) async throws {
        let isHeld = Flag()
        queue.submitUrgent {
            isHeld.set()
            gate.wait()
        }
        try await eventually("the worker is held") { isHeld.isSet }
    }
}

/// What ran, in its order.
private final class Order: Sendable {
    private let letters = Mutex("")
    var text: String { letters.withLock { $0 } }
    func add(_ letter: String) { letters.withLock { $0 += letter } }
}
