import DossierCore
import Glibc
import NIOCore
import NIOPosix

/// Why a connection failed.
struct ConnectFailure: Error {
    /// With a message that says what to do.
    let status: Status
    /// Whether another try may help: what TLS refuses, and a client that is closed, do not change.
    let mayPass: Bool
}

extension ConnectFailure {
    /// What was thrown while it was made.
    init(_ error: any Error, _ address: ServerAddress) {
        self = error as? ConnectFailure ?? ConnectFailure(status: Self.status(error, address), mayPass: true)
    }

    /// UNAVAILABLE, with the reason and a hint.
    static func status(_ error: any Error, _ address: ServerAddress) -> Status {
        Status(
            .unavailable,
            "cannot reach \(address): \(reason(error)); is dossierd running? start it with"
                + " `dossierd --listen \(address)`, or name another server with --server"
        )
    }

    /// The server has closed a connection.
    static func closed(_ address: ServerAddress) -> Status {
        Status(.unavailable, "the connection to \(address) was closed by the server; connect again")
    }

    /// In few words.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let failure = error.connectionErrors.last { return reason(failure.error) }
            return "the name \(error.host) cannot be resolved"
        case ChannelError.connectTimeout: return "no answer within the time-out"
        case let error as IOError: return reason(errno: error.errnoCode)
        default: return "\(error)"
        }
    }

    private static func reason(errno code: CInt) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { text in
            strerror_r(code, text.baseAddress!, text.count) == 0
                ? String(cString: text.baseAddress!).lowercased() : "error \(code)"
        }
    }
}
