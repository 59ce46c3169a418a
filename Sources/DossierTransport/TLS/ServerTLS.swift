import DossierCore
import DossierTLS
import NIOCore
import NIOSSL

/// What a server speaks TLS with: its certificate and key, and whose certificates its clients must show.
///
/// TLS 1.2 at least. By ALPN "h2" and "http/1.1" are offered; the first bytes choose the door all the same.
public struct ServerTLS: Sendable {
    /// The files in PEM that it is read from.
    public struct Files: Sendable {
        /// The server's certificate, then those of the authorities between it and the root.
        public var certificate: String
        /// Of the server's certificate.
        public var key: String
        /// Of the authorities one of which must have signed the certificate that a client shows; nil: it shows none.
        public var clientAuthorities: String?

        /// Files of these paths.
        public init(certificate: String, key: String, clientAuthorities: String? = nil) {
            self.certificate = certificate
            self.key = key
            self.clientAuthorities = clientAuthorities
        }
    }

    /// Why clients will not accept the certificate now: it has expired, or is not valid yet. Nil: neither.
    public let objection: String?
    private let context: NIOSSLContext

    /// Reads the files. Blocks.
    /// - Throws: INVALID_ARGUMENT when one cannot be read or holds something else, or the key is another
    ///   certificate's.
    public init(reading files: Files) throws(Status) {
        let identity = try TLSIdentity(certificate: files.certificate, key: files.key)
        objection = identity.objection
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: identity.chain.map { .certificate($0) },
            privateKey: .privateKey(identity.key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["h2", "http/1.1"]
        configuration.shutdownTimeout = .nanoseconds(Limits.lingerNanoseconds)
        if let path = files.clientAuthorities {
            configuration.trustRoots = .certificates(try TrustedAuthorities(file: path).certificates)
            configuration.certificateVerification = .noHostnameVerification
            configuration.sendCANameList = true
        }
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw Status(.invalidArgument, "the certificate in \(files.certificate) cannot be used: \(error)")
        }
    }

    /// For one connection: takes TLS off, and puts it on.
    func handler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: context) }
}
