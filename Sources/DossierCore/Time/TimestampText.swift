/// RFC 3339 for google.protobuf.Timestamp: years 0001 to 9999, written in UTC with 0, 3, 6 or 9 decimals.
public enum TimestampText {
    private static let range = -62_135_596_800...253_402_300_799

    /// "2022-09-10T12:00:00Z"; nil outside the range that RFC 3339 can write.
    public static func encode(seconds: Int64, nanos: Int32) -> String? {
        guard range.contains(Int(seconds)), (0..<DecimalNanos.perSecond).contains(Int(nanos)) else { return nil }
        let days = CivilDate.floorDivide(Int(seconds), 86_400)
        let second = Int(seconds) - days * 86_400
        let date = CivilDate(daysSince1970: days)
        let padded = DecimalNanos.padded
        let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        let time = "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
        return "\(day)T\(time)\(DecimalNanos.encode(Int(nanos)))Z"
    }

    /// The moment; nil for text that is not RFC 3339, or names no moment of the range. Any offset, up to nine
    /// decimals, no leap second.
    public static func decode(_ text: String) -> (seconds: Int64, nanos: Int32)? {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), let date = CivilDate(year: year, month: month, day: day),
            reader.take("T") || reader.take("t"), let second = timeOfDay(&reader),
            let nanos = DecimalNanos.decode(&reader), let offset = offset(&reader), reader.isAtEnd
        else { return nil }
        let seconds = date.daysSince1970 * 86_400 + second - offset
        guard range.contains(seconds) else { return nil }
        return (Int64(seconds), Int32(nanos))
    }

    private static func timeOfDay(_ reader: inout DigitReader) -> Int? {
        guard let hour = reader.number(2), hour < 24, reader.take(":"), let minute = reader.number(2), minute < 60,
            reader.take(":"), let second = reader.number(2), second < 60
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    /// Seconds east of UTC.
    private static func offset(_ reader: inout DigitReader) -> Int? {
        if reader.take("Z") || reader.take("z") { return 0 }
        let east = reader.take("+")
        guard east || reader.take("-"), let hours = reader.number(2), hours < 24, reader.take(":"),
            let minutes = reader.number(2), minutes < 60
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (east ? 1 : -1)
    }
}
