import DossierCore

/// A date on a drawn axis.
struct AxisTick {
    /// Where its line stands, and the middle of its words.
    let x: Double
    let middle: Double
    let text: String

    private static let closest = 62.0
    private static let dayWidth = 52.0
    private static let monthDays = 30.4

    /// As many as there is room for: days, months or years, the year where it changes.
    static func all(of axis: TimeAxis) -> [AxisTick] {
        var ticks: [AxisTick] = []
        var year: Int?
        var free = -Double.infinity
        for stretch in axis.stretches where !stretch.isFolded {
            let isOfDays = stretch.pointsPerDay >= dayWidth
            for day in days(of: stretch) {
                let date = CivilDate(daysSince1970: day)
                let x = axis.x(day * 86_400)
                let middle = isOfDays ? x + stretch.pointsPerDay / 2 : x
                let text = text(date, stretch, showsYear: date.year != year)
                let width = SVGText.width(text)
                guard middle - width / 2 >= free else { continue }
                ticks.append(AxisTick(x: x, middle: middle, text: text))
                free = middle + width / 2 + 8
                year = date.year
            }
        }
        return ticks
    }

    /// Begins of days, months or years, as close as they may stand.
    private static func days(of stretch: TimeAxis.Stretch) -> [Int] {
        if stretch.pointsPerDay * 14 >= closest {
            let isOfDays = stretch.pointsPerDay >= dayWidth
            let step = isOfDays ? 1 : [2, 4, 7].first { stretch.pointsPerDay * Double($0) >= closest } ?? 14
            return Array(stride(from: stretch.days.lowerBound, to: stretch.days.upperBound, by: step))
        }
        let steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200]
        let months = steps.first { stretch.pointsPerDay * monthDays * Double($0) >= closest } ?? 1_200
        let first = CivilDate(daysSince1970: stretch.days.lowerBound)
        var month = (first.year * 12 + first.month - 1) / months * months
        var days: [Int] = []
        while let date = CivilDate(year: month / 12, month: month % 12 + 1, day: 1),
            date.daysSince1970 < stretch.days.upperBound
        {
            if stretch.days.contains(date.daysSince1970) { days.append(date.daysSince1970) }
            month += months
        }
        return days
    }

    private static func text(_ date: CivilDate, _ stretch: TimeAxis.Stretch, showsYear: Bool) -> String {
        if stretch.pointsPerDay * 14 >= closest {
            let weekday = stretch.pointsPerDay >= 90 ? "\(CalendarText.weekday(date)) " : ""
            let text = "\(weekday)\(date.day) \(CalendarText.month(date.month, .short))"
            return showsYear ? "\(text) \(date.year)" : text
        }
        if stretch.pointsPerDay * monthDays * 6 < closest { return "\(date.year)" }
        return showsYear ? CalendarText.month(date, .short) : CalendarText.month(date.month, .short)
    }
}
