import DossierClient
import DossierWire

/// A FuzzyTime for people: as precise as it is, and no more.
enum FuzzyTimeText {
    /// "2022-07-15", "July 2022", "2013", "2022-07-15 to 2022-07-21", "since 2014-01-01"; the source's words when that
    /// is all there is; empty when there is nothing.
    static func short(_ time: JSONValue?) -> String {
        guard let time else { return "" }
        let earliest = time["earliest"]?.text ?? ""
        let latest = time["latest"]?.text ?? ""
        switch time["precision"]?.text {
        case "PRECISION_YEAR": return String(earliest.prefix(4))
        case "PRECISION_MONTH": return month(earliest)
        case "PRECISION_DAY": return String(earliest.prefix(10))
        case "PRECISION_HOUR": return "\(earliest.prefix(10)) \(earliest.dropFirst(11).prefix(2)) h"
        case "PRECISION_MINUTE": return clock(earliest, 5)
        case "PRECISION_SECOND": return clock(earliest, 8)
        default: return bounds(earliest, latest) ?? time["text"]?.text ?? ""
        }
    }

    /// As `short`, with the source's words, and what they are relative to.
    static func long(_ time: JSONValue?) -> String {
        let short = short(time)
        guard let text = time?["text"]?.text, text != short else { return short }
        let anchor = (time?["anchor"]?.text).map { ", relative to \($0)" } ?? ""
        return short.isEmpty ? "\"\(text)\"" : "\(short) (\"\(text)\"\(anchor))"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func month(_ time: String) -> String {
        guard let number = Int(time.dropFirst(5).prefix(2)), months.indices.contains(number - 1) else { return time }
        return "\(months[number - 1]) \(time.prefix(4))"
    }

    private static func clock(_ time: String, _ count: Int) -> String {
        "\(time.prefix(10)) \(time.dropFirst(11).prefix(count))"
    }

    private static func bounds(_ earliest: String, _ latest: String) -> String? {
        switch (earliest.isEmpty, latest.isEmpty) {
        case (false, false): "\(earliest.prefix(10)) to \(latest.prefix(10))"
        case (false, true): "since \(earliest.prefix(10))"
        case (true, false): "until \(latest.prefix(10))"
        default: nil
        }
    }
}
