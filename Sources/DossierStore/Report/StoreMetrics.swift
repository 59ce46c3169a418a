import DossierCore
import Synchronization

/// What is counted of the groups of writes. Any thread; the writer's alone records.
final class StoreMetrics: Sendable {
    struct Counts {
        var groups = Distribution(.counts)
        var commits = Distribution(.durations)
        var failedGroups: UInt64 = 0
    }

    private let state = Mutex(Counts())

    var counts: Counts { state.withLock { $0 } }

    /// The engine has committed so many writes, and took so many nanoseconds for it.
    func committed(_ writes: Int, in nanoseconds: Int64) {
        state.withLock { counts in
            counts.groups.record(Int64(writes))
            counts.commits.record(nanoseconds)
        }
    }

    /// The engine did not take a group.
    func failed() { state.withLock { $0.failedGroups += 1 } }
}
