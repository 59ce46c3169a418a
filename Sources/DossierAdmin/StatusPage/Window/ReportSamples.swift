import DossierCore
import DossierHost

/// How the server was, from time to time: a bounded number of reports, the oldest first.
struct ReportSamples: Sendable {
    private var kept: [(report: ServerReport, time: Int64)] = []

    /// Keeps one more; the oldest makes room.
    /// - Parameter time: when it was taken, by the monotonic clock.
    mutating func add(_ report: ServerReport, at time: Int64) {
        if kept.count == Limits.statusSamples { kept.removeFirst() }
        kept.append((report, time))
    }

    /// What has come since the oldest.
    func window(to report: ServerReport, at time: Int64) -> ReportWindow {
        guard let oldest = kept.first, time - oldest.time >= Limits.statusWindowLeastNanoseconds else {
            return ReportWindow(now: report)
        }
        return ReportWindow(now: report, before: oldest.report, nanoseconds: time - oldest.time)
    }
}
