/// A time as ISO 8601 writes it, as precisely as it was given: a year, a month, a day, an hour, a minute or a second,
/// UTC.
struct CalendarTime: Equatable {
    /// The values that the record takes, in the words of `dossier.v1.Precision`.
    enum Precision: Int, Comparable {
        case year, month, day, hour, minute, second

        static func < (one: Precision, other: Precision) -> Bool { one.rawValue < other.rawValue }

        var name: String { "PRECISION_\("\(self)".uppercased())" }
    }

    let precision: Precision
    /// Year, month, day, hour, minute, second: the first instant.
    private let first: [Int]
    /// The last second.
    private let last: [Int]

    /// From "2013", "2022-07", "2022-07-15", "2022-09-07T10Z", "2022-09-07T10:00Z" or "2022-09-07T10:00:00Z".
    init?(_ text: some StringProtocol) {
        guard let given = Self.parts(Array(text.utf8)), let precision = Precision(rawValue: given.count - 1),
            Self.years.contains(given[0])
        else { return nil }
        self.precision = precision
        let lowest = [1, 1, 1, 0, 0, 0]
        first = given + lowest[given.count...]
        let month = given.count > 1 ? given[1] : 12
        guard (1...12).contains(month) else { return nil }
        let highest = [0, 12, Self.days(of: month, in: given[0]), 23, 59, 59]
        guard zip(first, zip(lowest, highest)).dropFirst().allSatisfy({ $0 >= $1.0 && $0 <= $1.1 }) else { return nil }
        last = given + highest[given.count...]
    }

    /// Inclusive, as google.protobuf.Timestamp is written in JSON.
    var earliest: String { Self.text(first) + "Z" }
    /// Inclusive.
    var latest: String { Self.text(last) + ".999999999Z" }

    /// What stands before each part, one of these, and its digits.
    private static let form: [(before: String, digits: Int)] = [
        ("", 4), ("-", 2), ("-", 2), ("Tt ", 2), (":", 2), (":", 2),
    ]

    /// The numbers in it; nil when it is not of that form. (A regular expression would be compiled for each time.)
    private static func parts(_ text: [UInt8]) -> [Int]? {
        var rest = text[...]
        var parts: [Int] = []
        for (before, count) in form {
            guard parts.isEmpty || rest.first.map(before.utf8.contains) == true else { break }
            rest = rest.dropFirst(before.isEmpty ? 0 : 1)
            let digits = rest.prefix(count).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard digits.count == count else { return nil }
            parts.append(digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
            rest = rest.dropFirst(count)
        }
        let hasZone = rest.count == 1 && "Zz".utf8.contains(rest.first!)
        return parts.count > 3 ? (hasZone ? parts : nil) : (rest.isEmpty ? parts : nil)
    }

    /// Years whose every instant fits nanoseconds since 1970 in 64 bits.
    private static let years = 1678...2261

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func text(_ parts: [Int]) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts[0])-\(two(parts[1]))-\(two(parts[2]))T\(two(parts[3])):\(two(parts[4])):\(two(parts[5]))"
    }
}
