import DossierCore

/// The codes as Connect has them (connectrpc.com/docs/protocol, "Error Codes").
extension StatusCode {
    /// "invalid_argument".
    public var connectName: String {
        self == .cancelled ? "canceled" : description.lowercased()
    }

    /// The status of the HTTP response that carries the code.
    public var httpStatus: Int {
        switch self {
        case .ok: 200
        case .cancelled: 499
        case .invalidArgument, .failedPrecondition, .outOfRange: 400
        case .unauthenticated: 401
        case .permissionDenied: 403
        case .notFound: 404
        case .alreadyExists, .aborted: 409
        case .resourceExhausted: 429
        case .unknown, .internal, .dataLoss: 500
        case .unimplemented: 501
        case .unavailable: 503
        case .deadlineExceeded: 504
        }
    }
}
