/// A UUID in 16 bytes.
struct UUIDValue: Hashable, Sendable {
    private let high, low: UInt64

    /// From "ad85bcbd-c89c-41e6-b5e5-c9f5dba37aac"; nil for what is none of the versions 1 to 5.
    init?(_ text: some StringProtocol) {
        let groups = String(text).split(separator: "-", omittingEmptySubsequences: false).map { String($0) }
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12], groups.allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) }),
            let version = groups[2].utf8.first, (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(version),
            let variant = groups[3].first, "89ab".contains(variant),
            let high = UInt64(groups[0] + groups[1] + groups[2], radix: 16),
            let low = UInt64(groups[3] + groups[4], radix: 16)
        else { return nil }
        (self.high, self.low) = (high, low)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// With its hyphens.
    var text: String {
        let digits = Self.digits(high) + Self.digits(low)
        var parts: [Substring] = []
        var rest = digits[...]
        for count in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return parts.joined(separator: "-")
    }

    private static func digits(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
