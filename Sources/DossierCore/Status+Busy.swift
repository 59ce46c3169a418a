extension Status {
    /// RESOURCE_EXHAUSTED, of what the same call may find otherwise after a moment: with google.rpc.RetryInfo.
    /// - Parameters:
    ///   - message: what there is too much of, and what to do.
    ///   - delay: after how long to call again, nanoseconds.
    public static func busy(_ message: String, retryAfter delay: Int64 = Limits.retryNanoseconds) -> Status {
        Status(.resourceExhausted, message, encodedDetails: retryInfo(delay))
    }

    private static func retryInfo(_ nanoseconds: Int64) -> [UInt8] {
        let (seconds, nanos) = UInt64(max(0, nanoseconds)).quotientAndRemainder(dividingBy: 1_000_000_000)
        let duration = [0x08] + StatusDetail.varint(seconds) + [0x10] + StatusDetail.varint(nanos)
        return StatusDetail.packed("google.rpc.RetryInfo", StatusDetail.field(1, duration))
    }
}
