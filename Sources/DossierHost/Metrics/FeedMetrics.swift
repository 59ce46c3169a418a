import DossierCore
import Synchronization

/// How far those who watch are behind the record. Any thread.
final class FeedMetrics: Sendable {
    private let state = Mutex((last: Int64(0), lags: Distribution(.durations)))

    /// Those who watch have heard of a commit, so many nanoseconds after it.
    func told(after nanoseconds: Int64) {
        state.withLock { state in
            state.last = nanoseconds
            state.lags.record(nanoseconds)
        }
    }

    var report: FeedReport { state.withLock { FeedReport(last: $0.last, lags: $0.lags) } }
}
