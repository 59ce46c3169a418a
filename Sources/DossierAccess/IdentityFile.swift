import DossierCore

/// Who may call, as one YAML file says it: tokens, by their hashes, and client certificates.
public struct IdentityFile: Sendable {
    /// In the order of the file.
    public var tokens: [TokenEntry] = []
    /// In the order of the file.
    public var certificates: [CertificateEntry] = []

    /// Nobody.
    public init() {}

    /// Reads it. Blocks.
    /// - Throws: INVALID_ARGUMENT when it cannot be read, others than its owner may use it, or something is wrong in it,
    ///   with the place and what to do.
    public init(reading path: String) throws(Status) {
        let bytes = try FileContents.readSecret(path, atMost: Limits.identitiesBytes)
        try self.init(parsing: String(decoding: bytes, as: UTF8.self), named: path)
    }
}
