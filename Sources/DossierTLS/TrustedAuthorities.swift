import DossierCore
import NIOSSL

/// Whose signatures under certificates are believed.
public struct TrustedAuthorities: Sendable {
    /// Of the authorities.
    public let certificates: [NIOSSLCertificate]

    /// Reads them from a file in PEM. Blocks. INVALID_ARGUMENT when it cannot be read or holds something else.
    public init(file path: String) throws(Status) {
        certificates = try PEMFile(path).certificates()
    }
}
