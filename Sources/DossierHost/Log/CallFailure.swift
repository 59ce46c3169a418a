import DossierCore
import Logging

/// Whose doing it is that a call has failed, which says how it is logged.
enum CallFailure: CaseIterable {
    /// Nobody knows who calls, or he may not.
    case denied
    /// He calls more often than he may.
    case overRate
    /// Something else about the call.
    case ofCaller
    /// The server could not do what it should.
    case ofServer

    /// Of a call that was let in.
    init(_ code: StatusCode) {
        switch code {
        case .internal, .unknown, .dataLoss, .unavailable, .deadlineExceeded: self = .ofServer
        default: self = .ofCaller
        }
    }

    /// What its lines say first.
    var message: Logger.Message {
        switch self {
        case .denied: "denied"
        case .overRate: "over the rate"
        case .ofCaller, .ofServer: "call failed"
        }
    }

    /// How urgent they are.
    func level(_ code: StatusCode) -> Logger.Level {
        switch self {
        case .ofCaller: .notice
        case .ofServer where code != .unavailable && code != .deadlineExceeded: .error
        case .denied, .overRate, .ofServer: .warning
        }
    }

    /// How many there may be.
    var budget: LogBudget {
        switch self {
        case .denied, .overRate: LogBudget(Limits.refusalsLogged, perSecond: Limits.refusalsLoggedPerSecond)
        case .ofCaller, .ofServer: LogBudget(Limits.callLines, perSecond: Limits.callLinesPerSecond)
        }
    }
}
