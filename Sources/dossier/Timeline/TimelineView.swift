import DossierClient
import DossierWire

/// What happened and what was said, in time order, for people.
struct TimelineView {
    private static let gap = 2
    private static let widestTime = 26

    private let entries: [JSONValue]
    private let names: NameBook
    private let layout: Layout

    /// - Parameter entries: of `dossier.v1.GetTimelineResponse`, in its order.
    init(_ entries: [JSONValue], _ names: NameBook, _ layout: Layout) {
        self.entries = entries
        self.names = names
        self.layout = layout
    }

    /// A time stands at the first of those that share it; a blank line between years.
    var lines: [String] {
        let times = entries.map { Self.time($0["time"]) }
        let column = min(Self.widestTime, times.map(\.count).max() ?? 0) + Self.gap
        return entries.indices.flatMap { index in
            let isSame = index > 0 && times[index] == times[index - 1]
            let breaks = index > 0 && Self.year(entries[index]) != Self.year(entries[index - 1])
            return (breaks ? [""] : []) + lines(entries[index], isSame ? "" : times[index], column)
        }
    }

    private func lines(_ entry: JSONValue, _ time: String, _ column: Int) -> [String] {
        let words = TimelineWords(entry, names)
        let reservations = words.reservations.isEmpty ? "" : " (\(words.reservations.joined(separator: "; ")))"
        let isSaid = words.event == .said
        let start = Prose(isSaid || words.text.isEmpty ? words.deed : "\(words.deed): ", .strong)
        let name = Prose(entry["name"]?.text ?? "", .faint)
        let (text, end) = (Prose(words.text), Prose(words.text.isEmpty ? "" : " · ", .faint) + name)
        let head = start + (isSaid ? Prose(reservations) : text + Prose(reservations) + end)
        var lines = head.lines(layout, indent: column, hanging: Self.gap)
        let stamp = time.isEmpty ? "" : layout.style.faint(time)
        let padding = String(repeating: " ", count: max(Self.gap, column - time.count))
        lines[0] = "\(stamp)\(padding)\(lines[0].dropFirst(column))"
        return isSaid
            ? lines + (text + end).lines(layout, indent: column + Self.gap, hanging: Self.gap) : lines
    }

    /// "Fri 9 Sep 2022"; other precisions as they are.
    static func time(_ time: JSONValue?) -> String {
        let text = FuzzyTimeText.prose(time, .short)
        guard time?["precision"]?.text == "PRECISION_DAY", let moment = Instant(time?["earliest"]?.text) else {
            return text.isEmpty ? "at an unknown time" : text
        }
        return "\(CalendarText.weekday(moment.date)) \(text)"
    }

    private static func year(_ entry: JSONValue) -> Int? {
        (Instant(entry["time"]?["latest"]?.text) ?? Instant(entry["time"]?["earliest"]?.text))?.date.year
    }
}
