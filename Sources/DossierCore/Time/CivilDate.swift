/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Sendable {
    /// 1970.
    public private(set) var year: Int
    /// 1 to 12.
    public private(set) var month: Int
    /// 1 to 31.
    public private(set) var day: Int

    /// The day so many days after 1970-01-01. Years are counted from March, so that a leap day comes last.
    public init(daysSince1970 days: Int) {
        // Days since 0000-03-01, in periods of 400 years.
        let shifted = days + 719_468
        let period = Self.floorDivide(shifted, 146_097)
        let dayOfPeriod = shifted - period * 146_097
        let yearOfPeriod = (dayOfPeriod - dayOfPeriod / 1_460 + dayOfPeriod / 36_524 - dayOfPeriod / 146_096) / 365
        let dayOfYear = dayOfPeriod - (365 * yearOfPeriod + yearOfPeriod / 4 - yearOfPeriod / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfPeriod + period * 400 + (month <= 2 ? 1 : 0)
    }

    /// Nil when the month has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Before 1970 negative.
    public var daysSince1970: Int {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let period = Self.floorDivide(yearFromMarch, 400)
        let yearOfPeriod = yearFromMarch - period * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfPeriod = yearOfPeriod * 365 + yearOfPeriod / 4 - yearOfPeriod / 100 + dayOfYear
        return period * 146_097 + dayOfPeriod - 719_468
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
        dividend >= 0 ? dividend / divisor : (dividend - divisor + 1) / divisor
    }
}
