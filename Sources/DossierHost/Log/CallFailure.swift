import DossierCore
import Logging

/// Whose doing it is that a call has failed, which says how it is logged.
enum CallFailure: CaseIterable {
    /// Nobody knows who calls, or he may not.
    case denied
    /// He calls more often than he may.
    case overRate
    /// Its door could make no call of what came. Strangers can bring that about.
    case unopened
    /// Something else about the call.
    case ofCaller
    /// It found no answer for now, or not in its time.
    case late
    /// It lasted until the server went down.
    case drained
    /// The server could not do what it should.
    case ofServer

    /// Of a call that was let in.
    init(_ code: StatusCode) {
        switch code {
        case .internal, .unknown, .dataLoss: self = .ofServer
        case .unavailable, .deadlineExceeded: self = .late
        default: self = .ofCaller
        }
    }

    /// What its lines say first.
    var message: Logger.Message {
        switch self {
        case .denied: "denied"
        case .overRate: "over the rate"
        case .unopened, .ofCaller, .late, .drained, .ofServer: "call failed"
        }
    }

    /// How urgent they are.
    var level: Logger.Level {
        switch self {
        case .drained: .info
        case .unopened, .ofCaller: .notice
        case .denied, .overRate, .late: .warning
        case .ofServer: .error
        }
    }

    /// How many there may be.
    var budget: LogBudget {
        switch self {
        case .denied, .overRate, .unopened:
            LogBudget(Limits.refusalsLogged, perSecond: Limits.refusalsLoggedPerSecond)
        case .ofCaller, .late, .drained, .ofServer: LogBudget(Limits.callLines, perSecond: Limits.callLinesPerSecond)
        }
    }
}
