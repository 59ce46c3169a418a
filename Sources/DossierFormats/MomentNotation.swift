import DossierClient
import DossierCore

/// A moment of the record in one word.
public enum MomentNotation {
    /// What may be written.
    public static let allowed = "a day (2022-09-10: its end, UTC), a time (2022-09-10T14:00Z) or a sequence (42)"

    /// What "2022-09", "2022-09-10", "2022-09-10T14:03:22Z", "2022-09-10 14:03:22", RFC 3339 or digits mean; nil for
    /// anything else. A day, as every other span, means its last instant; digits are a sequence, never a year.
    public static func moment(_ text: String) -> RecordMoment? {
        if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return UInt64(text).map(RecordMoment.sequence)
        }
        if let span = CalendarTime(text) ?? CalendarTime("\(text)Z") { return .time(span.latest) }
        return TimestampText.decode(text) == nil ? nil : .time(text)
    }
}
