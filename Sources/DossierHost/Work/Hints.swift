import NIOPosix
import Synchronization

/// Tells every subscription that the record has moved on, on a thread of the pool. Any thread.
final class Hints: Sendable {
    private let router: Router
    private let pool: NIOThreadPool
    private let isDue = Atomic(false)

    init(_ router: Router, on pool: NIOThreadPool) {
        self.router = router
        self.pool = pool
    }

    /// Returns at once; what is asked for before the last has begun is one with it.
    func give() {
        guard !isDue.exchange(true, ordering: .acquiringAndReleasing) else { return }
        pool.submit { [self] state in
            _ = isDue.exchange(false, ordering: .acquiringAndReleasing)
            if case .active = state { router.hint() }
        }
    }
}
