import DossierWire

/// A date of a table.
///
/// There is no column that says how precise one is. A year alone is written as its 1 January; where an incident begins or
/// ends, a month as its first day: where a date that ends an incident lies before the one that begins it, it does so on such
/// a day. A first day can be meant as well, and lies in what is taken for it. Other columns have few first days.
struct EuRepoCDate: Equatable {
    /// As it stands, without a time of midnight.
    let text: String
    private let span: CalendarTime

    /// From "2022-07-15" and "2022-07-15 00:00:00".
    /// - Parameter firstDayIsMonth: whether the first day of a month stands for the month.
    init?(_ text: String, firstDayIsMonth: Bool = false) {
        let day = text.hasSuffix(" 00:00:00") ? String(text.dropLast(9)) : text
        guard day.utf8.count == 10, CalendarTime(day) != nil else { return nil }
        let isMonth = firstDayIsMonth && day.hasSuffix("-01")
        let known = day.hasSuffix("-01-01") ? day.prefix(4) : isMonth ? day.prefix(7) : day[...]
        guard let span = CalendarTime(known) else { return nil }
        self.text = day
        self.span = span
    }

    var earliest: String { span.earliest }
    var latest: String { span.latest }

    /// As a FuzzyTime.
    var time: JSONValue { .time(earliest, latest, span.precision.name, text: text) }

    /// From one to another; nil when the other lies before it. Without the other it is open.
    static func interval(_ start: EuRepoCDate?, _ end: EuRepoCDate?) -> JSONValue? {
        switch (start, end) {
        case (nil, nil): nil
        case (let start?, nil): .time(start.earliest, nil, "PRECISION_OPEN", text: "\(start.text)/")
        case (nil, let end?): .time(nil, end.latest, "PRECISION_OPEN", text: "/\(end.text)")
        case (let start?, let end?) where start == end: start.time
        // Times of one form are in the order of their texts.
        case (let start?, let end?) where end.latest < start.earliest: nil
        case (let start?, let end?):
            .time(start.earliest, end.latest, "PRECISION_RANGE", text: "\(start.text)/\(end.text)")
        }
    }
}
