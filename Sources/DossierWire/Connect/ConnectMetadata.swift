import DossierCore

/// What of a message's HTTP header fields is metadata of the call.
public enum ConnectMetadata {
    /// The metadata among the fields of a request, names in lower case. Values of names that end in "-bin" are Base64
    /// without padding, one an entry.
    /// - Throws: INVALID_ARGUMENT for a "-bin" value that is not Base64.
    public static func received(_ fields: Metadata) throws(Status) -> Metadata {
        let named = fields.entries.lazy.filter { $0.name == "connection" }
            .flatMap { $0.value.lowercased().split(separator: ",") }.map { trimmed($0) }
        let connection = Set(named)
        var metadata = Metadata()
        for field in fields.entries where !isReserved(field.name) && !connection.contains(field.name) {
            if field.name.hasSuffix("-bin") {
                metadata.entries += try binary(field)
            } else {
                metadata.entries.append(field)
            }
        }
        return metadata
    }

    /// Metadata as fields of a response. What no field can carry, and what speaks of the response itself, is left out.
    /// - Parameter prefix: "trailer-" for what stands in trailers elsewhere.
    public static func sent(_ metadata: Metadata, prefix: String = "") -> [Metadata.Entry] {
        metadata.entries.compactMap { entry in
            guard isName(entry.name), !isReserved(entry.name), isText(entry.value) else { return nil }
            return Metadata.Entry(name: prefix + entry.name, value: entry.value)
        }
    }

    private static let reserved: Set<String> = [
        // Of the connection (RFC 9110, 7.6.1).
        "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "http2-settings",
        // Of the message, its body or its way.
        "host", "user-agent", "accept", "expect", "date", "via", "forwarded",
    ]

    private static let reservedPrefixes = [
        "accept-", "access-control-", "connect-", "content-", "proxy-", "sec-", "trailer-connect-",
    ]

    private static func isReserved(_ name: String) -> Bool {
        reserved.contains(name) || reservedPrefixes.contains { name.hasPrefix($0) }
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
                default: false
                }
            }
    }

    private static func isText(_ value: String) -> Bool { value.utf8.allSatisfy { (0x20...0x7e).contains($0) } }

    /// Fields of one name may have been joined with commas on their way.
    private static func binary(_ field: Metadata.Entry) throws(Status) -> [Metadata.Entry] {
        var entries: [Metadata.Entry] = []
        for part in field.value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let bytes = Base64.decode(trimmed(part)) else {
                throw Status(.invalidArgument, "\(field.name) is not Base64, as names that end in -bin must be")
            }
            let value = bytes.span.bytes.withUnsafeBytes { Base64.encode($0, isPadded: false) }
            entries.append(Metadata.Entry(name: field.name, value: value))
        }
        return entries
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let rest = text.drop(while: isBlank)
        return String(rest.reversed().drop(while: isBlank).reversed())
    }
}
