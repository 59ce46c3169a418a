import DossierWire

/// How a write is to be done.
public struct WriteOptions: Sendable {
    /// The same id with the same request gets the first answer again, for 24 hours (AIP-155), which makes it safe to try
    /// again; nil: an id of the library's choice for each write; empty: none, and one try alone.
    public var requestID: String?
    /// Check everything and answer as the write would, but write nothing (AIP-163).
    public var validateOnly: Bool

    /// An ordinary write, or one of these.
    public init(requestID: String? = nil, validateOnly: Bool = false) {
        self.requestID = requestID
        self.validateOnly = validateOnly
    }

    /// The request's fields; those that say nothing are left out.
    var members: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        let requestID = requestID ?? Self.randomID()
        if !requestID.isEmpty { members.append(("request_id", .string(requestID))) }
        if validateOnly { members.append(("validate_only", .bool(true))) }
        return members
    }

    /// A random UUID (RFC 9562, version 4).
    private static func randomID() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}
