import DossierCore

/// Days, months and years in running text.
enum CalendarText {
    /// How months are written.
    enum Length {
        case full, short
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    static func month(_ number: Int, _ length: Length) -> String {
        length == .full ? months[number - 1] : String(months[number - 1].prefix(3))
    }

    /// "September 2022".
    static func month(_ date: CivilDate, _ length: Length = .full) -> String {
        "\(month(date.month, length)) \(date.year)"
    }

    /// "10 September 2022".
    static func day(_ date: CivilDate, _ length: Length = .full) -> String { "\(date.day) \(month(date, length))" }

    /// "Sat".
    static func weekday(_ date: CivilDate) -> String { weekdays[((date.daysSince1970 % 7) + 7) % 7] }

    /// "9–10 September 2022", "30 August – 2 September 2022", "31 December 2021 – 1 January 2022".
    static func days(_ first: CivilDate, _ last: CivilDate, _ length: Length = .full) -> String {
        guard first.year == last.year else { return "\(day(first, length)) – \(day(last, length))" }
        if first.month != last.month { return "\(first.day) \(month(first.month, length)) – \(day(last, length))" }
        return first.day == last.day ? day(last, length) : "\(first.day)–\(day(last, length))"
    }

    /// A moment up to which something counts: "10 September 2022" of that day's last instant, else with the clock. As
    /// it is when it cannot be read.
    static func end(_ time: String) -> String {
        guard let moment = Instant(time) else { return time }
        return moment.isEndOfDay ? day(moment.date) : "\(day(moment.date)) \(moment.clock(8)) UTC"
    }
}
