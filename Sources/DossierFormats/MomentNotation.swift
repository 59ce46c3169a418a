import DossierClient
import DossierCore

/// A moment of the record in one word.
public enum MomentNotation {
    /// What may be written.
    public static let allowed = "a day (2022-09-10: its end, UTC), a time (2022-09-10T14:00Z) or a sequence (42)"

    /// What may be written where only a time will do.
    public static let allowedTimes = "a day (2022-09-10: its end, UTC), a month, a year or a time (2022-09-10T14:00Z)"

    /// What "2022-09", "2022-09-10", "2022-09-10T14:03:22Z", "2022-09-10 14:03:22", RFC 3339 or digits mean; nil for
    /// anything else. A day, as every other span, means its last instant; digits are a sequence, never a year.
    public static func moment(_ text: String) -> RecordMoment? {
        if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return UInt64(text).map(RecordMoment.sequence)
        }
        return time(text).map(RecordMoment.time)
    }

    /// What of these is a time, as RFC 3339: "2022" is a year here.
    public static func time(_ text: String) -> String? {
        if let span = CalendarTime(text) ?? CalendarTime("\(text)Z") { return span.latest }
        return TimestampText.decode(text) == nil ? nil : text
    }

    /// The first instant of what of these is a time, as RFC 3339.
    public static func start(_ text: String) -> String? {
        if let span = CalendarTime(text) ?? CalendarTime("\(text)Z") { return span.earliest }
        return TimestampText.decode(text) == nil ? nil : text
    }
}
