import CDossierModule
import DossierCore

/// Why a method did not come to its end.
public enum Interrupt: Error {
    /// It would have blocked the event loop: the host runs it again on a worker.
    case wait
    /// The call ends with this status.
    case failed(Status)

    /// A failure by its parts.
    public static func failed(_ code: StatusCode, _ message: String) -> Interrupt { .failed(Status(code, message)) }

    /// INVALID_ARGUMENT for one field of the request: its path, and what it must be.
    public static func invalid(_ field: String, _ description: String) -> Interrupt {
        Violations.failure(field, description)
    }

    /// The store did not take what it was given: a cursor of another query.
    var isInvalidArgument: Bool {
        if case .failed(let status) = self { status.code == .invalidArgument } else { false }
    }

    /// How a call ends of it, that cannot be run again.
    public var status: Status {
        switch self {
        case .wait: Status(.internal, "a call that goes on was run on an event loop")
        case .failed(let status): status
        }
    }

    /// What the C function returns for it.
    var code: dossier_status {
        switch self {
        case .wait: DOSSIER_WAIT
        case .failed(let status): status.code.rawValue
        }
    }
}
