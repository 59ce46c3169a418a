/// The last words to a client whose protocol is not served, in words that it understands.
enum Farewell {
    /// A TLS alert: fatal, handshake_failure (RFC 8446, 6).
    static let tls: [UInt8] = [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]
}
