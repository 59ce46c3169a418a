import DossierWire

/// One entry of a timeline as it is drawn: where its mark is, and where its words stand beside it.
struct TimelineMark {
    /// Which side of the mark the words stand.
    enum Side {
        case right, left, inside
    }

    private static let gap = 9.0
    private static let pointRadius = 6.0
    private static let narrowestBar = 8.0
    private static let widestLabel = 720.0

    let entry: JSONValue
    let words: TimelineWords
    let span: TimelineSpan
    let x: ClosedRange<Double>
    let side: Side
    /// When, and what.
    let time: String
    let label: String
    /// What the mark and the words take of a row.
    let extent: ClosedRange<Double>

    init(_ entry: JSONValue, _ names: NameBook, _ axis: TimeAxis, within plot: ClosedRange<Double>) {
        self.entry = entry
        words = TimelineWords(entry, names)
        span = TimelineSpan(entry["time"])
        x = Self.extent(span, axis, plot)
        time = TimelineView.time(entry["time"])
        let right = plot.upperBound - x.upperBound - Self.gap
        let left = x.lowerBound - Self.gap - plot.lowerBound
        let inside = x.upperBound - x.lowerBound - 2 * Self.gap
        let text = words.text.isEmpty ? words.deed : "\(words.deed): \(words.text)"
        let needed = min(Self.widestLabel, SVGText.width("\(time)  \(text)"))
        if right >= needed {
            side = .right
        } else if left >= needed {
            side = .left
        } else {
            side = inside > max(left, right) ? .inside : right >= left ? .right : .left
        }
        let room = side == .right ? right : side == .left ? left : inside
        label = SVGText.cut(text, to: min(Self.widestLabel, room) - SVGText.width("\(time)  "))
        let width = SVGText.width("\(time)  \(label)") + Self.gap
        extent =
            switch side {
            case .right: x.lowerBound...(x.upperBound + width)
            case .left: (x.lowerBound - width)...x.upperBound
            case .inside: x
            }
    }

    /// Where the words begin; on the left, where they end.
    var labelX: Double {
        switch side {
        case .right: x.upperBound + Self.gap
        case .left: x.lowerBound - Self.gap
        case .inside: x.lowerBound + Self.gap
        }
    }

    private static func extent(
        _ span: TimelineSpan,
        _ axis: TimeAxis,
        _ plot: ClosedRange<Double>
    ) -> ClosedRange<Double> {
        let first = span.start.map(axis.x) ?? plot.lowerBound
        let last = max(first, span.end.map(axis.x) ?? plot.upperBound)
        let middle = (first + last) / 2
        if span.isPoint { return (middle - pointRadius)...(middle + pointRadius) }
        let half = max(narrowestBar, last - first) / 2
        return (middle - half)...(middle + half)
    }
}
