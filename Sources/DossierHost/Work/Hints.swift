import DossierCore
import NIOPosix
import Synchronization

/// Tells those who listen that the record has moved on, on a thread of its own. Any thread.
final class Hints: Sendable {
    private let router: Router
    private let pool: NIOThreadPool
    private let metrics: FeedMetrics
    private let due = Mutex(Due())

    /// What is to be told.
    private struct Due {
        var change: Touched?
        /// When the first commit of it was, monotonic nanoseconds; nil: there is none.
        var since: Int64?
    }

    init(_ router: Router, on pool: NIOThreadPool, _ metrics: FeedMetrics) {
        self.router = router
        self.pool = pool
        self.metrics = metrics
    }

    /// Returns at once; what is asked for before the last has begun is one with it.
    /// - Parameter isCommit: it has just been committed.
    func give(_ change: Touched, isCommit: Bool = false) {
        let isFirst = due.withLock { due in
            defer {
                if due.change == nil { due.change = change } else { due.change!.formUnion(change) }
                if isCommit { due.since = due.since ?? MonotonicClock.now() }
            }
            return due.change == nil
        }
        guard isFirst else { return }
        pool.submit { [self] state in
            let due = due.withLock { due in
                defer { due = Due() }
                return due
            }
            guard case .active = state, let change = due.change else { return }
            router.hint(change)
            if let since = due.since { metrics.told(after: MonotonicClock.now() - since) }
        }
    }
}
