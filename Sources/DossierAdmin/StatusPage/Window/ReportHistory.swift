import DossierCore
import DossierHost
import Synchronization

/// How the server is and how it was, for rates. Any thread.
final class ReportHistory: Sendable {
    private let report: @Sendable () -> ServerReport
    private let samples = Mutex(ReportSamples())

    /// - Parameter report: how the server is; may block.
    init(_ report: @escaping @Sendable () -> ServerReport) { self.report = report }

    /// Keeps how it is. May block.
    func sample() {
        let report = report()
        samples.withLock { $0.add(report, at: MonotonicClock.now()) }
    }

    /// How it is, with what has come lately. May block.
    func window() -> ReportWindow {
        let report = report()
        return samples.withLock { $0.window(to: report, at: MonotonicClock.now()) }
    }
}
