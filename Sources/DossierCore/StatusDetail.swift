/// One detail of a status, as `Status.encodedDetails` holds it: a message packed as google.protobuf.Any. Written here by
/// hand, since protobuf is of a higher floor.
enum StatusDetail {
    /// - Parameters:
    ///   - name: of the message's type: "google.rpc.RetryInfo".
    ///   - message: encoded.
    static func packed(_ name: String, _ message: [UInt8]) -> [UInt8] {
        field(3, field(1, "type.googleapis.com/\(name)".utf8) + field(2, message))
    }

    /// A field of bytes, of a number below 16.
    static func field(_ number: UInt8, _ bytes: some Collection<UInt8>) -> [UInt8] {
        [number << 3 | 2] + varint(UInt64(bytes.count)) + bytes
    }

    static func varint(_ number: UInt64) -> [UInt8] {
        var (bytes, rest): ([UInt8], UInt64) = ([], number)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
