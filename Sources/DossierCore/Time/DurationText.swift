/// google.protobuf.Duration as proto3 JSON writes it: "1.500s", with 0, 3, 6 or 9 decimals, up to about 10,000 years.
public enum DurationText {
    private static let range: ClosedRange<Int64> = -315_576_000_000...315_576_000_000

    /// "-1.500s"; nil outside the range, and when seconds and nanos have opposite signs.
    public static func encode(seconds: Int64, nanos: Int32) -> String? {
        guard range.contains(seconds), nanos.magnitude < DecimalNanos.perSecond,
            seconds.signum() * Int64(nanos.signum()) >= 0
        else { return nil }
        let sign = seconds < 0 || nanos < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude)\(DecimalNanos.encode(Int(nanos.magnitude)))s"
    }

    /// Both parts, of one sign; nil for text that is no duration of the range. Up to nine decimals.
    public static func decode(_ text: String) -> (seconds: Int64, nanos: Int32)? {
        var reader = DigitReader(Array(text.utf8))
        let sign: Int64 = reader.take("-") ? -1 : 1
        guard let seconds = whole(&reader), let nanos = DecimalNanos.decode(&reader), reader.take("s"), reader.isAtEnd
        else { return nil }
        return (sign * seconds, Int32(sign) * Int32(nanos))
    }

    private static func whole(_ reader: inout DigitReader) -> Int64? {
        guard var seconds = reader.digit().map(Int64.init) else { return nil }
        while let digit = reader.digit() {
            seconds = seconds * 10 + Int64(digit)
            guard seconds <= range.upperBound else { return nil }
        }
        return seconds
    }
}
