import DossierCore

/// How the process ends.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case failed = 1
    case usage = 2
    case notFound = 3
    case invalid = 4
    case conflict = 5
    case unavailable = 6
    case denied = 7
    case interrupted = 130

    init(_ code: StatusCode) {
        switch code {
        case .ok: self = .done
        case .notFound: self = .notFound
        case .invalidArgument, .outOfRange: self = .invalid
        case .alreadyExists, .failedPrecondition, .aborted: self = .conflict
        case .unavailable, .deadlineExceeded, .resourceExhausted: self = .unavailable
        case .permissionDenied, .unauthenticated: self = .denied
        default: self = .failed
        }
    }

    private var meaning: String {
        switch self {
        case .done: "done"
        case .failed: "the server could not do it, or does not know how"
        case .usage: "the command was not understood"
        case .notFound: "there is no such thing"
        case .invalid: "the input is not valid"
        case .conflict: "the record's state is against it: the name is taken, the etag is old, a reference dangles"
        case .unavailable: "the server cannot be reached, is too busy, or took too long"
        case .denied: "not allowed"
        case .interrupted: "stopped by Ctrl-C before all was done"
        }
    }

    /// For --help.
    static let help = "EXIT STATUS:\n" + allCases.map { "  \($0.rawValue)  \($0.meaning)" }.joined(separator: "\n")
}
