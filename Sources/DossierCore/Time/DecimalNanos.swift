/// Decimals of a second, as proto3 JSON has them in times and durations: none, 3, 6 or 9 when written, 1 to 9 when read.
enum DecimalNanos {
    static let perSecond = 1_000_000_000

    /// ".120"; nothing for 0. Of 0 to 999,999,999.
    static func encode(_ nanos: Int) -> String {
        if nanos == 0 { return "" }
        if nanos % 1_000_000 == 0 { return ".\(padded(nanos / 1_000_000, 3))" }
        if nanos % 1_000 == 0 { return ".\(padded(nanos / 1_000, 6))" }
        return ".\(padded(nanos, 9))"
    }

    /// Those at hand; 0 when there is no point, nil when there is one and not 1 to 9 digits behind it.
    static func decode(_ reader: inout DigitReader) -> Int? {
        guard reader.take(".") else { return 0 }
        var unit = perSecond / 10
        guard let first = reader.digit() else { return nil }
        var nanos = first * unit
        while let digit = reader.digit() {
            guard unit > 1 else { return nil }
            unit /= 10
            nanos += digit * unit
        }
        return nanos
    }

    /// With zeros before it.
    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
