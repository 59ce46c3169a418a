import DossierCore
import Logging

/// Logs why a store fails, of which calls tell no more than the code: each kind, but for so many that they would drown the
/// rest of the log. Any thread.
public final class StoreLog: Sendable {
    private let logger: Logger
    private let budgets: [StatusCode: LogBudget]

    /// One that is empty.
    public init(_ logger: Logger) {
        self.logger = logger
        let budgets = StatusCode.allCases.map {
            ($0, LogBudget(Limits.refusalsLogged, perSecond: Limits.refusalsLoggedPerSecond))
        }
        self.budgets = Dictionary(uniqueKeysWithValues: budgets)
    }

    /// One more, as `SQLConfiguration.failed` hears it.
    public func note(_ failure: Status) {
        // What takes too long its caller can make smaller.
        guard failure.code != .deadlineExceeded, let unlogged = budgets[failure.code]?.take() else { return }
        var fields: Logger.Metadata = ["code": "\(failure.code)"]
        // What is of no known kind may quote the record.
        if failure.code != .internal { fields["reason"] = "\(failure.message)" }
        if unlogged > 0 { fields["unlogged"] = .stringConvertible(unlogged) }
        logger.error("store failed", metadata: fields)
    }
}
