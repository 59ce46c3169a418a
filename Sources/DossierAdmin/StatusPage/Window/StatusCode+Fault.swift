import DossierCore

extension StatusCode {
    /// What an administrator may have to look after: not a caller's mistake, nor his leave.
    var isServerFault: Bool {
        switch self {
        case .unknown, .deadlineExceeded, .resourceExhausted, .internal, .unavailable, .dataLoss: true
        default: false
        }
    }
}
