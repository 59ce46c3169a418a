import DossierCore
import Glibc
import NIOSSL

/// What one side of a TLS connection shows to the other: a chain of certificates and the key of the first.
public struct TLSIdentity: Sendable {
    /// Its own certificate first.
    public let chain: [NIOSSLCertificate]
    /// That of its own certificate.
    public let key: NIOSSLPrivateKey
    private let path: String

    /// Reads both from files in PEM. Blocks.
    /// - Throws: INVALID_ARGUMENT when a file cannot be read or holds something else, or the key is another
    ///   certificate's.
    public init(certificate: String, key: String) throws(Status) {
        path = certificate
        chain = try PEMFile(certificate).certificates()
        self.key = try PEMFile(key).privateKey()
        // A context checks that they fit; it is the only thing here that can be wrong with it.
        let pair = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(self.key)
        )
        guard (try? NIOSSLContext(configuration: pair)) != nil else {
            throw Status(
                .invalidArgument,
                "the private key in \(key) is not that of the first certificate in \(certificate); name the pair"
            )
        }
    }

    /// Why others will not accept the certificate now: it has expired, or is not valid yet. Nil: neither.
    public var objection: String? {
        chain[0].objection(at: time(nil)).map { "the certificate in \(path) \($0)" }
    }
}

extension NIOSSLCertificate {
    /// "expired at ..", or "is not valid before .."; nil while it is valid.
    public func objection(at now: time_t) -> String? {
        if now > notValidAfter { return "expired at \(Self.text(notValidAfter))" }
        return now < notValidBefore ? "is not valid before \(Self.text(notValidBefore))" : nil
    }

    private static func text(_ time: time_t) -> String {
        TimestampText.encode(seconds: Int64(time), nanos: 0) ?? "\(time)"
    }
}
