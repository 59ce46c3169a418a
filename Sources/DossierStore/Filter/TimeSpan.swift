import DossierCore

/// A moment, day, month or year, UTC, in nanoseconds since 1970: from `start` up to, and without, `end`.
struct TimeSpan {
    let start: Int64
    let end: Int64

    /// "2022-09-10T12:00:00Z" (RFC 3339), "2022-09-10", "2022-09" or "2022"; nil for anything else, and outside the
    /// years 1678 to 2261, which is as far as nanoseconds reach.
    init?(_ text: String) {
        if let moment = TimestampText.decode(text) {
            guard let start = Self.nanoseconds(Int(moment.seconds)), start < .max - 1_000_000_000 else { return nil }
            self.start = start + Int64(moment.nanos)
            end = self.start + 1
            return
        }
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4) else { return nil }
        let month = reader.take("-") ? reader.number(2) : 0
        let day = reader.take("-") ? reader.number(2) : 0
        guard reader.isAtEnd, let month, let day, text.utf8.count == (month == 0 ? 4 : day == 0 ? 7 : 10),
            let first = CivilDate(year: year, month: max(month, 1), day: max(day, 1)),
            let next = Self.next(year, month, day),
            let start = Self.nanoseconds(first.daysSince1970 * 86_400), let end = Self.nanoseconds(next * 86_400)
        else { return nil }
        self.start = start
        self.end = end
    }

    /// The day after the span, counted from 1970.
    private static func next(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        if day > 0 { return CivilDate(year: year, month: month, day: day).map { $0.daysSince1970 + 1 } }
        let isLast = month == 0 || month == 12
        return CivilDate(year: isLast ? year + 1 : year, month: isLast ? 1 : month + 1, day: 1)?.daysSince1970
    }

    private static func nanoseconds(_ seconds: Int) -> Int64? {
        let (product, overflows) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? nil : product
    }
}
