import DossierCore

/// An integer as JSON may write it: "12", "1.0", "1e2", exactly, without a detour over floating point.
struct DecimalInteger {
    let isNegative: Bool
    let magnitude: UInt64

    /// Nil for what is no JSON number, has a fraction or exceeds 64 bits.
    init?(_ text: String) {
        var reader = DigitReader(Array(text.utf8))
        isNegative = reader.take("-")
        guard let first = reader.digit() else { return nil }
        var digits = [first]
        if first != 0 {
            while let digit = reader.digit() { digits.append(digit) }
        }
        var exponent = 0
        if reader.take(".") {
            let whole = digits.count
            while let digit = reader.digit() { digits.append(digit) }
            guard digits.count > whole else { return nil }
            exponent = whole - digits.count
        }
        if reader.take("e") || reader.take("E") {
            guard let written = Self.exponent(&reader) else { return nil }
            exponent += written
        }
        guard reader.isAtEnd, let magnitude = Self.value(digits, exponent) else { return nil }
        self.magnitude = magnitude
    }

    /// Nil when out of range.
    func value<Integer: FixedWidthInteger>(as type: Integer.Type) -> Integer? {
        guard isNegative else { return Integer(exactly: magnitude) }
        guard magnitude <= 1 << 63 else { return nil }
        return Integer(exactly: Int64(truncatingIfNeeded: 0 &- magnitude))
    }

    private static func exponent(_ reader: inout DigitReader) -> Int? {
        let negative = !reader.take("+") && reader.take("-")
        guard var exponent = reader.digit() else { return nil }
        while let digit = reader.digit() {
            // Far past every range, and still far from overflow.
            exponent = min(exponent * 10 + digit, 1_000_000_000)
        }
        return negative ? -exponent : exponent
    }

    private static func value(_ digits: [Int], _ exponent: Int) -> UInt64? {
        var digits = digits
        var exponent = exponent
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        guard !digits.isEmpty else { return 0 }
        guard exponent >= 0, exponent <= 20, digits.count <= 40 else { return nil }
        var value: UInt64 = 0
        for digit in digits + Array(repeating: 0, count: exponent) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }
}
