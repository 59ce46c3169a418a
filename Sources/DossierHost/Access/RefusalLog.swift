import DossierCore
import DossierTransport
import Logging
import Synchronization

/// Logs refusals of one kind: each once, but for so many that they would drown the rest of the log. Any thread.
final class RefusalLog: Sendable {
    private struct Budget {
        var lines = Double(Limits.refusalsLogged)
        var since = MonotonicClock.now()
        /// Since the last line.
        var unlogged = 0

        mutating func take(at now: Int64) -> Bool {
            let earned = Double(now - since) / 1e9 * Double(Limits.refusalsLoggedPerSecond)
            lines = min(Double(Limits.refusalsLogged), lines + earned)
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
    private let message: Logger.Message
    private let budget = Mutex(Budget())

    /// - Parameter message: of every line, "denied".
    init(_ logger: Logger, _ message: Logger.Message) {
        self.logger = logger
        self.message = message
    }

    /// One more, with what tells it from others.
    func note(_ metadata: @autoclosure () -> Logger.Metadata) {
        let unlogged = budget.withLock { budget -> Int? in
            guard budget.take(at: MonotonicClock.now()) else { return nil }
            defer { budget.unlogged = 0 }
            return budget.unlogged
        }
        guard let unlogged else { return }
        var metadata = metadata()
        if unlogged > 0 { metadata["unlogged"] = "\(unlogged) before" }
        logger.warning(message, metadata: metadata)
    }

    /// A call.
    /// - Parameter subject: nil: nobody knows who it was.
    func note(subject: String?, _ peer: Peer, _ method: HostedMethod, _ reason: Status) {
        note([
            "subject": "\(subject ?? "-")", "peer": "\(peer.name)", "method": "\(method.path)", "reason": "\(reason)",
        ])
    }
}
