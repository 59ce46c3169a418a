import DossierCore
import NIOSSL

/// A file in PEM, the text form of certificates and keys (RFC 7468), read whole. Messages name the file.
struct PEMFile {
    let path: String
    private let bytes: [UInt8]

    /// Reads it. Blocks. INVALID_ARGUMENT when it cannot be read, with the reason.
    init(_ path: String) throws(Status) {
        self.path = path
        do throws(Status) {
            bytes = try FileContents.read(path, atMost: Limits.pemBytes)
        } catch {
            throw Status(.invalidArgument, error.message)
        }
    }

    /// One at least. INVALID_ARGUMENT when there is none, or one is damaged.
    func certificates() throws(Status) -> [NIOSSLCertificate] {
        let found = (try? NIOSSLCertificate.fromPEMBytes(bytes)) ?? []
        guard !found.isEmpty else {
            throw Status(
                .invalidArgument,
                "\(path) holds no certificate in PEM (-----BEGIN CERTIFICATE-----), or a damaged one"
            )
        }
        return found
    }

    /// INVALID_ARGUMENT when there is none, or it needs a passphrase.
    func privateKey() throws(Status) -> NIOSSLPrivateKey {
        // The library takes no empty text.
        if !bytes.isEmpty, let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) { return key }
        let isEncrypted = String(decoding: bytes, as: UTF8.self).contains("ENCRYPTED")
        throw Status(
            .invalidArgument,
            isEncrypted
                ? "the private key in \(path) is encrypted; store it without a passphrase, readable to its owner alone"
                : "\(path) holds no private key in PEM (-----BEGIN PRIVATE KEY-----), or a damaged one"
        )
    }
}
