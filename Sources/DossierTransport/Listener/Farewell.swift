/// The last words to a client whose protocol is not served, in that protocol.
enum Farewell {
    /// A TLS alert: fatal, handshake_failure (RFC 8446, 6).
    static let tls: [UInt8] = [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]

    /// SETTINGS, which must come first, and a GOAWAY whose text gRPC clients show (RFC 9113, 3.4 and 6.8).
    static let http2: [UInt8] = {
        let text = Array("gRPC is not served on this port; use a ttrpc client".utf8)
        let settings: [UInt8] = [0, 0, 0, 0x4, 0, 0, 0, 0, 0]
        let goAway: [UInt8] = [0, 0, UInt8(8 + text.count), 0x7, 0, 0, 0, 0, 0]
        let lastStream: [UInt8] = [0, 0, 0, 0]
        let http11Required: [UInt8] = [0, 0, 0, 0xd]
        return settings + goAway + lastStream + http11Required + text
    }()
}
