import DossierCore
import Synchronization

/// How much waits for the workers that convert JSON, of all connections. Any thread.
final class ConversionBudget: Sendable {
    private let bytes = Atomic<Int>(0)
    private let limit: Int

    /// So many bytes may wait.
    init(limit: Int) { self.limit = limit }

    /// Sets so many bytes aside; false past the limit.
    func reserve(_ count: Int) -> Bool {
        let after = bytes.add(count, ordering: .relaxed).newValue
        guard after > limit else { return true }
        release(count)
        return false
    }

    func release(_ count: Int) { bytes.subtract(count, ordering: .relaxed) }
}
