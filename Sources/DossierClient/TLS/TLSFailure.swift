import DossierCore
import DossierTLS
import Glibc
import NIOSSL

/// Says why TLS failed, and what to do.
enum TLSFailure {
    /// Nil when the error is not one of TLS.
    /// - Parameter certificate: what the server has shown.
    static func status(
        _ error: any Error,
        _ address: ServerAddress,
        shown certificate: NIOSSLCertificate? = nil
    ) -> Status? {
        switch error {
        case let error as NIOSSLExtraError
        where [.failedToValidateHostname, .serverHostnameImpossibleToMatch].contains(error):
            failure(address, "its certificate is for another name; connect to a name or an address that stands in it")
        // It ended without TLS's own words for that, as when the server is killed.
        case NIOSSLError.uncleanShutdown: ConnectFailure.closed(address)
        case NIOSSLError.handshakeFailed(let error): status(of: error, address, certificate)
        case let error as BoringSSLError: status(of: error, address, certificate)
        case is NIOSSLError, is NIOSSLExtraError: failure(address, "\(error)")
        default: nil
        }
    }

    /// Whether the connection was lost meanwhile, rather than TLS refused.
    static func isLoss(_ error: any Error) -> Bool {
        switch error {
        case NIOSSLError.uncleanShutdown: true
        case NIOSSLError.handshakeFailed(.sslError(let reasons)): reasons.contains(.eofDuringHandshake)
        default: false
        }
    }

    /// Nothing came in time.
    static func silence(address: ServerAddress) -> Status {
        failure(address, "no answer within the time-out; does the server speak TLS there? if not, connect without")
    }

    private static func status(
        of error: BoringSSLError,
        _ address: ServerAddress,
        _ certificate: NIOSSLCertificate?
    ) -> Status {
        // What the library says of an error is text, with the name of its reason in it.
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return failure(address, distrust(certificate)) }
        if text.contains("EOF during handshake") {
            return failure(
                address,
                "the server closed the connection; does it speak TLS there? if not, connect without"
            )
        }
        guard let reason = Reason.allCases.first(where: { text.contains($0.rawValue) }) else {
            return failure(address, text.firstMatch(of: #/:([A-Z0-9_]+) at /#).map { String($0.1) } ?? text)
        }
        return Status(reason.code, "cannot speak TLS with \(address): \(reason.words)")
    }

    private static func distrust(_ certificate: NIOSSLCertificate?) -> String {
        if let objection = certificate?.objection(at: time(nil)) {
            return "the server's certificate \(objection); ask who runs it to renew it"
        }
        return "the server's certificate is signed by nobody who is trusted here;"
            + " name the certificate of its authority with --ca"
    }

    private static func failure(_ address: ServerAddress, _ words: String) -> Status {
        Status(.unavailable, "cannot speak TLS with \(address): \(words)")
    }
}

extension TLSFailure {
    /// What the other side objected to, or how it did not speak TLS at all, by the library's names.
    private enum Reason: String, CaseIterable {
        case certificateRequired = "ALERT_CERTIFICATE_REQUIRED"
        case unknownAuthority = "ALERT_UNKNOWN_CA"
        case expired = "ALERT_CERTIFICATE_EXPIRED"
        case badCertificate = "ALERT_BAD_CERTIFICATE"
        case unknownCertificate = "ALERT_CERTIFICATE_UNKNOWN"
        case handshake = "ALERT_HANDSHAKE_FAILURE"
        case version = "PROTOCOL_VERSION"
        case otherProtocol = "WRONG_VERSION_NUMBER"
        case http = "HTTP_REQUEST"

        var code: StatusCode {
            switch self {
            case .certificateRequired, .unknownAuthority, .expired, .badCertificate, .unknownCertificate:
                .unauthenticated
            case .handshake, .version, .otherProtocol, .http: .unavailable
            }
        }

        var words: String {
            switch self {
            case .certificateRequired: "the server asks for a client's certificate; name one with --cert and --key"
            case .unknownAuthority: "the server does not know the authority that signed the client's certificate"
            case .expired: "the client's certificate has expired; renew it"
            case .badCertificate, .unknownCertificate: "the server does not accept the client's certificate"
            case .handshake:
                "the server refused; it speaks no TLS (connect without), or asks for a client's certificate"
            case .version: "the server speaks no version of it that is spoken here: 1.2 and 1.3"
            case .otherProtocol, .http: "the server answers in something else; connect without TLS"
            }
        }
    }
}
