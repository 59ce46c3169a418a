/// Numbers for people.
enum Figure {
    /// "45,123"; below 10 with a decimal.
    static func count(_ number: Double) -> String {
        if number < 10, number != number.rounded() { return decimal(number, 1) }
        let digits = String(Int(number.rounded()))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    static func count(_ number: UInt64) -> String { count(Double(number)) }

    /// "115 us", "4.15 ms", "1.20 s": three digits.
    static func time(nanoseconds: Double) -> String {
        // So near to the next unit that it would be rounded to it.
        if nanoseconds < 999_500 { return "\(three(nanoseconds / 1e3)) us" }
        return nanoseconds < 999_500_000 ? "\(three(nanoseconds / 1e6)) ms" : "\(three(nanoseconds / 1e9)) s"
    }

    static func time(_ nanoseconds: UInt64?) -> String { nanoseconds.map { time(nanoseconds: Double($0)) } ?? "-" }

    /// A round time on an axis: "200 us", "5 ms".
    static func mark(nanoseconds: Double) -> String {
        let units = [("ns", 1.0), ("us", 1e3), ("ms", 1e6), ("s", 1e9)]
        let (unit, size) = units.last { nanoseconds >= $0.1 * 0.999 } ?? units[0]
        return "\(Int((nanoseconds / size).rounded())) \(unit)"
    }

    /// "3 s", "0.5 s".
    static func seconds(_ seconds: Double) -> String {
        "\(seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)") s"
    }

    /// "31 %".
    static func share(_ share: Double) -> String {
        share > 0 && share < 0.1 ? "\(decimal(share * 100, 1)) %" : "\(Int((share * 100).rounded())) %"
    }

    /// With so many decimals, 1 to 3.
    static func decimal(_ number: Double, _ decimals: Int) -> String {
        let scale = [1, 10, 100, 1_000][decimals]
        let scaled = Int((number * Double(scale)).rounded())
        let fraction = String(scaled % scale + scale).dropFirst()
        return "\(scaled / scale).\(fraction)"
    }

    private static func three(_ number: Double) -> String {
        if number < 9.995 { return decimal(number, 2) }
        return number < 99.95 ? decimal(number, 1) : "\(Int(number.rounded()))"
    }
}
