import Dispatch
import Synchronization
import Testing

@testable import DossierHost

@Suite struct WorkQueueTests {
    /// Watches that have much to do must not keep a module's other calls waiting, nor the other way round.
    @Test func urgentJobsTakeTurnsWithThoseThatWait() async throws {
        let queue = WorkQueue(workers: 1, bound: 3)
        let order = Order()
        let gate = DispatchSemaphore(value: 0)
        queue.submitUrgent { gate.wait() }
        for _ in 0..<3 { #expect(queue.submit { order.add("w") }) }
        for _ in 0..<4 { queue.submitUrgent { order.add("u") } }
        #expect(!queue.submit { order.add("one too many") })
        gate.signal()
        try await eventually("all have run") { queue.isIdle }
        #expect(order.text == "wuwuwuu")
        queue.end()
    }
}

/// What ran, in its order.
private final class Order: Sendable {
    private let letters = Mutex("")
    var text: String { letters.withLock { $0 } }
    func add(_ letter: String) { letters.withLock { $0 += letter } }
}
