import NIOPosix
import Synchronization

/// Tells those who listen that the record has moved on, on a thread of its own. Any thread.
final class Hints: Sendable {
    private let router: Router
    private let pool: NIOThreadPool
    private let due = Mutex<Touched?>(nil)

    init(_ router: Router, on pool: NIOThreadPool) {
        self.router = router
        self.pool = pool
    }

    /// Returns at once; what is asked for before the last has begun is one with it.
    func give(_ change: Touched) {
        let isFirst = due.withLock { due in
            defer {
                if due == nil { due = change } else { due!.formUnion(change) }
            }
            return due == nil
        }
        guard isFirst else { return }
        pool.submit { [self] state in
            let change = due.withLock { due in
                defer { due = nil }
                return due
            }
            if case .active = state, let change { router.hint(change) }
        }
    }
}
