import DossierCore
import Logging
import Synchronization

/// Logs calls that are refused for want of an identity or a role: each once, but for so many that they would drown the
/// rest of the log. Any thread.
final class DenialLog: Sendable {
    private struct Budget {
        var lines = Double(Limits.denialsLogged)
        var since = MonotonicClock.now()
        /// Since the last line.
        var unlogged = 0

        mutating func take(at now: Int64) -> Bool {
            let earned = Double(now - since) / 1e9 * Double(Limits.denialsLoggedPerSecond)
            lines = min(Double(Limits.denialsLogged), lines + earned)
            since = now
            guard lines >= 1 else {
                unlogged += 1
                return false
            }
            lines -= 1
            return true
        }
    }

    private let logger: Logger
    private let budget = Mutex(Budget())

    init(_ logger: Logger) { self.logger = logger }

    /// - Parameter subject: nil: nobody knows who it was.
    func note(subject: String?, _ peer: String, _ method: String, _ status: Status) {
        let unlogged = budget.withLock { budget -> Int? in
            guard budget.take(at: MonotonicClock.now()) else { return nil }
            defer { budget.unlogged = 0 }
            return budget.unlogged
        }
        guard let unlogged else { return }
        var metadata: Logger.Metadata = [
            "subject": "\(subject ?? "-")", "peer": "\(peer)", "method": "\(method)", "reason": "\(status)",
        ]
        if unlogged > 0 { metadata["unlogged"] = "\(unlogged) before" }
        logger.warning("denied", metadata: metadata)
    }
}
