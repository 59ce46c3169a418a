import DossierCore
import DossierTransport
import Logging

/// Logs connections that are refused: each, but for so many that they would drown the rest of the log. Any thread.
final class RefusalLog: Sendable {
    private let logger: Logger
    private let budget = LogBudget(Limits.refusalsLogged, perSecond: Limits.refusalsLoggedPerSecond)

    init(_ logger: Logger) { self.logger = logger }

    /// One more.
    /// - Parameter peer: its other side: "127.0.0.1:53124".
    func note(_ peer: String, _ refusal: ConnectionRefusal) {
        guard let unlogged = budget.take() else { return }
        var fields: Logger.Metadata = ["peer": "\(peer)", "reason": "\(refusal.rawValue)"]
        if unlogged > 0 { fields["unlogged"] = .stringConvertible(unlogged) }
        logger.warning("connection refused", metadata: fields)
    }
}
