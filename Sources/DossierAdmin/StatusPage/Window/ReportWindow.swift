import DossierCore
import DossierHost

/// What has come between two reports, the later of which is how the server is now.
struct ReportWindow: Sendable {
    let now: ServerReport
    /// Nil: none is old enough. Then there are no rates.
    let before: ServerReport?
    /// Between the two.
    let nanoseconds: Int64

    init(now: ServerReport, before: ServerReport? = nil, nanoseconds: Int64 = 0) {
        self.now = now
        self.before = before
        self.nanoseconds = nanoseconds
    }

    /// How much a counter grows in a second.
    func perSecond(_ counter: (ServerReport) -> UInt64) -> Double? {
        before.flatMap { perSecond(counter(now), since: counter($0)) }
    }

    /// The same of a counter that is there now.
    /// - Parameter before: nil: it was not there.
    func perSecond(_ now: UInt64, since before: UInt64?) -> Double? {
        guard self.before != nil else { return nil }
        return Double(now - min(now, before ?? 0)) * 1e9 / Double(nanoseconds)
    }

    /// The values that have come.
    func recent(_ values: (ServerReport) -> Distribution) -> Distribution? {
        before.map { values(now).since(values($0)) }
    }

    /// The same of a distribution that is there now.
    /// - Parameter before: nil: it was not there.
    func recent(_ now: Distribution, since before: Distribution?) -> Distribution? {
        guard self.before != nil else { return nil }
        return before.map(now.since) ?? now
    }
}
