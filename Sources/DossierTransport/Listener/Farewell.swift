/// The last words to a client whose protocol is not served, in words that it understands.
enum Farewell {
    /// A TLS alert: fatal, handshake_failure (RFC 8446, 6).
    static let tls: [UInt8] = [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]

    /// An HTTP/1.1 response. gRPC clients report its status and wait before they try again; after SETTINGS and a
    /// GOAWAY, which HTTP/2 would have, they connect again at once and without end.
    static let http2 = Array(HTTPResponse.versionNotSupported.encoded(closing: true, withBody: true).utf8)
}
