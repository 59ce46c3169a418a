extension Status {
    /// RESOURCE_EXHAUSTED, of what the same call may find otherwise after a moment: with google.rpc.RetryInfo.
    /// - Parameters:
    ///   - message: what there is too much of, and what to do.
    ///   - delay: after how long to call again, nanoseconds.
    public static func busy(_ message: String, retryAfter delay: Int64 = Limits.retryNanoseconds) -> Status {
        Status(.resourceExhausted, message, encodedDetails: retryInfo(delay))
    }

    /// Every part is shorter than 128 bytes, so that one byte tells its length.
    private static func retryInfo(_ nanoseconds: Int64) -> [UInt8] {
        let (seconds, nanos) = UInt64(max(0, nanoseconds)).quotientAndRemainder(dividingBy: 1_000_000_000)
        let duration = [0x08] + varint(seconds) + [0x10] + varint(nanos)
        let info = field(1, duration)
        return field(3, field(1, Array("type.googleapis.com/google.rpc.RetryInfo".utf8)) + field(2, info))
    }

    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(bytes.count)] + bytes
    }

    private static func varint(_ number: UInt64) -> [UInt8] {
        var (bytes, rest): ([UInt8], UInt64) = ([], number)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
