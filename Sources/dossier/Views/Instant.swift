import DossierCore

/// A moment of a reply, taken apart.
struct Instant: Comparable {
    private static let secondsPerDay = 86_400

    /// Since 1970.
    let seconds: Int

    init(seconds: Int) { self.seconds = seconds }

    /// From RFC 3339; nil for anything else. Parts of a second are dropped.
    init?(_ text: String?) {
        guard let text, let time = TimestampText.decode(text) else { return nil }
        seconds = Int(time.seconds)
    }

    static func < (one: Instant, other: Instant) -> Bool { one.seconds < other.seconds }

    var daysSince1970: Int { Int((Double(seconds) / Double(Self.secondsPerDay)).rounded(.down)) }
    var date: CivilDate { CivilDate(daysSince1970: daysSince1970) }

    private var secondOfDay: Int { seconds - daysSince1970 * Self.secondsPerDay }
    var isStartOfDay: Bool { secondOfDay == 0 }
    var isEndOfDay: Bool { secondOfDay == Self.secondsPerDay - 1 }
    var isStartOfYear: Bool { isStartOfDay && date.month == 1 && date.day == 1 }
    var isEndOfYear: Bool { isEndOfDay && date.month == 12 && date.day == 31 }

    /// "14:03:22", or its first so many characters.
    func clock(_ count: Int) -> String {
        let text = TimestampText.encode(seconds: Int64(seconds), nanos: 0) ?? ""
        return String(text.dropFirst(11).prefix(count))
    }
}
