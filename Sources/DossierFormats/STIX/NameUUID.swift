/// UUIDs that follow from a name, version 5 of RFC 9562.
enum NameUUID {
    /// "ad85bcbd-..": the UUID of a name.
    /// - Parameter namespace: a UUID's 16 bytes.
    static func of(_ name: String, in namespace: [UInt8]) -> String {
        var bytes = Array(SHA1.hash(namespace + Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x50
        bytes[8] = bytes[8] & 0x3f | 0x80
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { Hexadecimal.text(bytes[$0]) }.joined(separator: "-")
    }
}
