import DossierCore
import Synchronization

/// What the messages of all client streams of one module share: memory, and workers that wait for the next. Any thread.
final class MessageBudget: Sendable {
    private let bytes = Atomic<Int>(0)
    private let waiting = Atomic<Int>(0)

    /// Sets so many bytes aside; false past the bound.
    func reserve(_ count: Int) -> Bool {
        let after = bytes.add(count, ordering: .relaxed).newValue
        guard after > Limits.waitingMessageBytesPerModule else { return true }
        release(count)
        return false
    }

    func release(_ count: Int) { bytes.subtract(count, ordering: .relaxed) }

    /// One more worker waits; false when the last one would.
    func beginWaiting() -> Bool {
        let after = waiting.add(1, ordering: .relaxed).newValue
        guard after >= Limits.workersPerModule else { return true }
        endWaiting()
        return false
    }

    func endWaiting() { waiting.subtract(1, ordering: .relaxed) }
}
