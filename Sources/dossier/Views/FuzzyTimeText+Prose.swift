import DossierWire

extension FuzzyTimeText {
    /// For running text: "7 September 2022", "July 2022", "9–10 September 2022", "until 10 September 2022",
    /// "since 2013"; the source's words when that is all there is; empty when there is nothing.
    static func prose(_ time: JSONValue?, _ length: CalendarText.Length = .full) -> String {
        guard let time else { return "" }
        let earliest = Instant(time["earliest"]?.text)
        let latest = Instant(time["latest"]?.text)
        if let first = earliest ?? latest {
            switch time["precision"]?.text {
            case "PRECISION_YEAR": return "\(first.date.year)"
            case "PRECISION_MONTH": return CalendarText.month(first.date, length)
            case "PRECISION_DAY": return CalendarText.day(first.date, length)
            case "PRECISION_HOUR": return "\(CalendarText.day(first.date, length)), \(first.clock(2)) h"
            case "PRECISION_MINUTE": return "\(CalendarText.day(first.date, length)), \(first.clock(5))"
            case "PRECISION_SECOND": return "\(CalendarText.day(first.date, length)), \(first.clock(8))"
            default: return bounds(earliest, latest, length)
            }
        }
        return time["text"]?.text.map { "“\($0)”" } ?? ""
    }

    /// Bounds at the edges of days are days, those of years are years.
    private static func bounds(_ earliest: Instant?, _ latest: Instant?, _ length: CalendarText.Length) -> String {
        switch (earliest, latest) {
        case (let first?, let last?): range(first, last, length)
        case (let first?, nil):
            "since \(first.isStartOfYear ? "\(first.date.year)" : start(first, length))"
        case (nil, let last?): "until \(last.isEndOfYear ? "\(last.date.year)" : end(last, length))"
        case (nil, nil): ""
        }
    }

    private static func range(_ first: Instant, _ last: Instant, _ length: CalendarText.Length) -> String {
        if first.isStartOfYear, last.isEndOfYear {
            return first.date.year == last.date.year ? "\(last.date.year)" : "\(first.date.year)–\(last.date.year)"
        }
        if first.isStartOfDay, last.isEndOfDay { return CalendarText.days(first.date, last.date, length) }
        return "\(start(first, length)) – \(end(last, length))"
    }

    private static func start(_ moment: Instant, _ length: CalendarText.Length) -> String {
        CalendarText.day(moment.date, length) + (moment.isStartOfDay ? "" : ", \(moment.clock(5))")
    }

    private static func end(_ moment: Instant, _ length: CalendarText.Length) -> String {
        CalendarText.day(moment.date, length) + (moment.isEndOfDay ? "" : ", \(moment.clock(5))")
    }
}
