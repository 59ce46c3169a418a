/// What the certificate of a client says, once TLS has found it to be good.
public struct ClientCertificate: Sendable {
    /// The alternative names of its subject (RFC 5280, 4.2.1.6), each behind its type: "dns:desk.example" in lower case,
    /// "email:desk@example.org", "uri:spiffe://example.org/desk". Those of other types are left out.
    public let names: [String]
    /// Until when it is valid, nanoseconds since 1970.
    public let expires: Int64

    /// A certificate by its parts.
    public init(names: [String], expires: Int64) {
        self.names = names
        self.expires = expires
    }
}
