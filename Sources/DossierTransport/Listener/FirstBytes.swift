/// What a connection speaks, told from the first bytes it sends.
enum FirstBytes: Equatable {
    case ttrpc
    case tls
    case http1
    case http2
    /// None of them.
    case unknown

    /// The choice, or nil while the bytes so far fit more than one.
    init?(_ bytes: some Collection<UInt8>) {
        guard let first = bytes.first else { return nil }
        switch first {
        // The length of a ttrpc frame is less than 2^24; a TLS record of type handshake is 22.
        case 0x00: self = .ttrpc
        case 0x16: self = .tls
        default:
            let fitting = Self.words.filter { $0.bytes.starts(with: bytes.prefix($0.bytes.count)) }
            if fitting.isEmpty {
                self = .unknown
            } else if let whole = fitting.first(where: { $0.bytes.count <= bytes.count }) {
                self = whole.choice
            } else {
                return nil
            }
        }
    }

    /// The beginning of HTTP/2's preface (RFC 9113, 3.4) and HTTP/1's methods (RFC 9110, 9.1; RFC 5789).
    private static let words: [(bytes: [UInt8], choice: FirstBytes)] =
        [(Array("PRI * HTTP/2.0".utf8), .http2)]
        + ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"]
        .map { (Array("\($0) ".utf8), .http1) }
}
