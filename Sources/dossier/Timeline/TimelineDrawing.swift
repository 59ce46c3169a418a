import DossierWire

/// A timeline as an SVG picture: lanes of what happened, what was said and what was done, over one axis of time.
///
/// It holds no script, no font and nothing from elsewhere.
struct TimelineDrawing {
    static let width = 1_240.0
    static let plot = 28.0...1_212.0
    private static let axisTop = 118.0
    private static let rowHeight = 23.0
    private static let laneHead = 30.0
    private static let laneFoot = 8.0

    private let title: String
    private let subtitle: String
    private let axis: TimeAxis
    private let lanes: [(lane: TimelineLane, rows: [[TimelineMark]])]
    private let count: Int

    /// - Parameters:
    ///   - entries: of `dossier.v1.GetTimelineResponse`, in its order.
    ///   - names: what its names stand for.
    init(_ entries: [JSONValue], _ names: NameBook, title: String, subtitle: String) {
        self.title = title
        self.subtitle = subtitle
        count = entries.count
        let days = entries.flatMap { TimelineSpan($0["time"]).days }
        let axis = TimeAxis(days, in: (Self.plot.lowerBound + 24)...(Self.plot.upperBound - 24))
        self.axis = axis
        let marks = entries.map { (TimelineLane($0), TimelineMark($0, names, axis, within: Self.plot)) }
        lanes = TimelineLane.allCases.compactMap { lane in
            let own = marks.filter { $0.0 == lane }.map(\.1)
            return own.isEmpty ? nil : (lane, TimelineRows(own).rows)
        }
    }

    /// The whole document.
    var svg: String {
        let tops = tops
        let bottom = tops.last ?? Self.axisTop
        let height = bottom + TimelineLegend.height
        var document = SVGDocument(width: Self.width, height: height, title: title, subtitles: [subtitle])
        document.description = "A timeline of \(count) entries, \(subtitle)"
        document.margin = Self.plot.lowerBound
        document.style = TimelineStyle.text
        return document.svg(
            """
            \(zip(lanes, tops).map(background).joined(separator: "\n"))
            \(AxisDrawing(axis, top: Self.axisTop, bottom: bottom).svg)
            \(zip(lanes, tops).map(drawing).joined(separator: "\n"))
            \(TimelineLegend(top: bottom).svg)
            """
        )
    }

    /// Of the lanes, and the end of the last.
    private var tops: [Double] {
        lanes.reduce(into: [Self.axisTop]) { tops, lane in tops.append(tops[tops.count - 1] + Self.height(lane.rows)) }
    }

    private static func height(_ rows: [[TimelineMark]]) -> Double {
        laneHead + Double(rows.count) * rowHeight + laneFoot
    }

    private func background(_ lane: (lane: TimelineLane, rows: [[TimelineMark]]), _ top: Double) -> String {
        let index = lanes.firstIndex { $0.lane == lane.lane } ?? 0
        return """
            <rect class="lane\(index % 2)" x="0" y="\(SVGText.number(top))" width="\(SVGText.number(Self.width))" \
            height="\(SVGText.number(Self.height(lane.rows)))"/>
            """
    }

    private func drawing(_ lane: (lane: TimelineLane, rows: [[TimelineMark]]), _ top: Double) -> String {
        let head = """
            <path class="\(lane.lane)" transform="translate(\(SVGText.number(Self.plot.lowerBound + 6)) \
            \(SVGText.number(top + 18)))" d="\(lane.lane.shape)"/>
            <text class="head" x="\(SVGText.number(Self.plot.lowerBound + 18))" y="\(SVGText.number(top + 22))">\
            \(SVGText.escape(lane.lane.title))</text>
            """
        let marks = lane.rows.enumerated().flatMap { index, row in
            let y = top + Self.laneHead + (Double(index) + 0.5) * Self.rowHeight
            return row.map { MarkDrawing($0, lane.lane, y: y).svg }
        }
        return ([head] + marks).joined(separator: "\n")
    }
}
