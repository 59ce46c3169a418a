import DossierCore

/// Numbers as people read them, each with its unit. Nil is a dash: there is none.
enum Figure {
    static let none = "–"

    /// "12,345".
    static func count(_ value: some BinaryInteger) -> String { grouped(Int(clamping: value)) }

    /// So many a second, without the unit: "0.25", "2.5", "25", "2,500".
    static func rate(_ value: Double?) -> String {
        guard let value else { return none }
        return value > 0 && value < 0.995 ? decimal(value, places: 2) : short(value)
    }

    /// Nanoseconds: "830 µs", "1.2 ms", "12 s", "3 min 5 s".
    static func duration(_ nanoseconds: (some BinaryInteger)?) -> String {
        guard let nanoseconds else { return none }
        let value = Double(nanoseconds)
        switch value {
        case ..<999_500: return "\(short(value / 1e3))\(gap)µs"
        case ..<999_500_000: return "\(short(value / 1e6))\(gap)ms"
        case ..<99_500_000_000: return "\(short(value / 1e9))\(gap)s"
        default: return span(Int64(clamping: nanoseconds))
        }
    }

    /// Nanoseconds in its two largest units: "65 s", "3 min 5 s", "2 h 5 min", "12 d 3 h".
    static func span(_ nanoseconds: Int64) -> String {
        let seconds = Int(max(0, nanoseconds) / 1_000_000_000)
        switch seconds {
        case ..<120: return "\(seconds)\(gap)s"
        case ..<3_600: return span(seconds, (60, "min"), (1, "s"))
        case ..<86_400: return span(seconds, (3_600, "h"), (60, "min"))
        default: return span(seconds, (86_400, "d"), (3_600, "h"))
        }
    }

    /// - Parameters:
    ///   - large: its seconds, and its name;
    ///   - small: the same of what the rest is told in.
    private static func span(_ seconds: Int, _ large: (Int, String), _ small: (Int, String)) -> String {
        let rest = seconds % large.0 / small.0
        return "\(grouped(seconds / large.0))\(gap)\(large.1)" + (rest > 0 ? " \(rest)\(gap)\(small.1)" : "")
    }

    /// "1.5 MiB".
    static func bytes(_ value: Double?) -> String {
        guard var value else { return none }
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if value < 999.5 { return "\(unit == "B" ? grouped(Int(value.rounded())) : short(value))\(gap)\(unit)" }
            value /= 1_024
        }
        return "\(short(value))\(gap)TiB"
    }

    /// A share of one: "12 %", "0.25 %".
    static func percent(_ share: Double?) -> String { share.map { "\(rate($0 * 100))\(gap)%" } ?? none }

    /// When it was, nanoseconds since 1970: "2026-01-31 12:05:09 UTC".
    static func time(_ nanoseconds: Int64) -> String { "\(parts(of: nanoseconds).joined(separator: " ")) UTC" }

    /// Its time of day alone: "12:05:09".
    static func timeOfDay(_ nanoseconds: Int64) -> String { parts(of: nanoseconds).last ?? none }

    private static let gap = "\u{A0}"

    private static func parts(of nanoseconds: Int64) -> [String] {
        let text = TimestampText.encode(seconds: nanoseconds / 1_000_000_000, nanos: 0) ?? none
        return text.split { "TZ".contains($0) }.map(String.init)
    }

    /// One decimal below ten, but for 0; else none.
    private static func short(_ value: Double) -> String {
        value > 0 && value < 9.95 ? decimal(value, places: 1) : grouped(Int(value.rounded()))
    }

    private static func decimal(_ value: Double, places: Int) -> String {
        let one = places == 1 ? 10 : 100
        let scaled = Int((value * Double(one)).rounded())
        let digits = "\(scaled % one)"
        return "\(grouped(scaled / one)).\(String(repeating: "0", count: places - digits.count))\(digits)"
    }

    private static func grouped(_ value: Int) -> String {
        var text = ""
        for (index, digit) in "\(value)".reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3), digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
