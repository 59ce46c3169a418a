import Synchronization

/// How many calls, of a module or of all. Any thread.
final class CallCounters: Sendable {
    private let endedCount = Atomic<UInt64>(0)
    private let failedCount = Atomic<UInt64>(0)
    private let activeCount = Atomic<Int>(0)
    private let refusedCount = Atomic<UInt64>(0)

    /// Ended, well or badly.
    var ended: UInt64 { endedCount.load(ordering: .relaxed) }
    /// Ended with another status than OK.
    var failed: UInt64 { failedCount.load(ordering: .relaxed) }
    /// Not ended.
    var active: UInt64 { UInt64(max(0, activeCount.load(ordering: .relaxed))) }

    /// Refused before they had begun.
    var refused: UInt64 { refusedCount.load(ordering: .relaxed) }

    func refuse() { refusedCount.add(1, ordering: .relaxed) }

    func begin() { activeCount.add(1, ordering: .relaxed) }

    func end(failed: Bool) {
        activeCount.subtract(1, ordering: .relaxed)
        endedCount.add(1, ordering: .relaxed)
        if failed { failedCount.add(1, ordering: .relaxed) }
    }
}
