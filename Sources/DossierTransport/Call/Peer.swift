import DossierCore
import NIOCore
import NIOSSL

/// The other side of a connection, as it is known before any call.
///
/// `@unchecked Sendable`: what is variable belongs to the connection's event loop.
public final class Peer: @unchecked Sendable {
    /// Where it is: "127.0.0.1:53124", "[::1]:53124".
    public let name: String
    /// What it has shown on a connection in TLS that asks for certificates; nil: nothing.
    public let certificate: ClientCertificate?
    /// Who called last, for the router, which opens calls on the connection's event loop.
    public var remembered: RememberedCaller?

    /// A peer by its parts.
    public init(name: String, certificate: ClientCertificate? = nil) {
        self.name = name
        self.certificate = certificate
    }

    /// Of a connection whose handshake, if there is one, is over. On its event loop.
    convenience init(_ channel: any Channel) {
        let tls = try? channel.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
        self.init(name: channel.peerName, certificate: tls?.peerCertificate.map { ClientCertificate($0) })
    }
}

extension ClientCertificate {
    /// What matters here of a certificate that has been verified.
    init(_ certificate: NIOSSLCertificate) {
        let names = certificate._subjectAlternativeNames().compactMap { name -> String? in
            // A zero byte, or what is no text, must not make one name look like another.
            guard name.contents.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
            let text = String(decoding: name.contents, as: UTF8.self)
            return switch name.nameType {
            case .dnsName: "dns:\(text.lowercased())"
            case .email: "email:\(text)"
            case .uri: "uri:\(text)"
            default: nil
            }
        }
        let (expires, overflow) = Int64(certificate.notValidAfter).multipliedReportingOverflow(by: 1_000_000_000)
        self.init(names: names, expires: overflow ? .max : expires)
    }
}
