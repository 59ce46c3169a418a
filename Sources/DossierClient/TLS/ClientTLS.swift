import DossierCore
import DossierTLS
import NIOCore
import NIOSSL

/// How a client speaks TLS: whom it trusts, and what it shows. TLS 1.2 at least.
///
/// The server's certificate must be for the name or the address that is connected to.
public struct ClientTLS: Sendable {
    private let context: NIOSSLContext

    /// Reads what it needs from files in PEM. Blocks.
    /// - Parameters:
    ///   - authorities: who must have signed the server's certificate; nil: one of those that the system trusts.
    ///   - certificate: shown to a server that asks for one, with its chain. With `key`, or not at all.
    ///   - key: the certificate's.
    /// - Throws: INVALID_ARGUMENT when a file cannot be read or holds something else, or the key is another
    ///   certificate's.
    public init(authorities: String? = nil, certificate: String? = nil, key: String? = nil) throws(Status) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.shutdownTimeout = .nanoseconds(Limits.lingerNanoseconds)
        if let authorities {
            configuration.trustRoots = .certificates(try TrustedAuthorities(file: authorities).certificates)
        }
        if let certificate, let key {
            let identity = try TLSIdentity(certificate: certificate, key: key)
            if let objection = identity.objection { throw Status(.invalidArgument, "\(objection); name another") }
            configuration.certificateChain = identity.chain.map { .certificate($0) }
            configuration.privateKey = .privateKey(identity.key)
        } else if certificate != nil || key != nil {
            throw Status(.invalidArgument, "a client's certificate and its key go together: name both files")
        }
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw Status(.invalidArgument, "TLS cannot be spoken: \(error)")
        }
    }

    /// Begins TLS on a new connection. On its event loop.
    /// - Returns: kept once the server is who it should be, else broken with a `ConnectFailure`.
    package func secure(
        _ channel: any Channel,
        to address: ServerAddress,
        by deadline: NIODeadline
    ) throws -> EventLoopFuture<Void> {
        let tls = try NIOSSLClientHandler(context: context, serverHostname: address.isNumeric ? nil : address.host)
        let handshake = HandshakeHandler(tls, address, by: deadline, on: channel.eventLoop)
        try channel.pipeline.syncOperations.addHandlers([tls, handshake])
        return handshake.done
    }
}

extension ServerAddress {
    /// The host is an address, which a certificate names in another place than a name.
    fileprivate var isNumeric: Bool { host.contains(":") || (try? SocketAddress(ipAddress: host, port: port)) != nil }
}
