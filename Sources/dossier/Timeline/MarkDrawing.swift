import DossierWire

/// One entry of a timeline, drawn.
struct MarkDrawing {
    private static let barHalf = 7.0

    private let mark: TimelineMark
    private let lane: TimelineLane
    private let y: Double

    init(_ mark: TimelineMark, _ lane: TimelineLane, y: Double) {
        self.mark = mark
        self.lane = lane
        self.y = y
    }

    var svg: String {
        """
        <g><title>\(SVGText.escape(tip))</title>
        \(mark.span.isPoint ? point : bar)
        \(label)</g>
        """
    }

    /// All of it, for a pointer that rests there and for those who listen.
    private var tip: String {
        let reservations = mark.words.reservations.map { " (\($0))" }.joined()
        let text = mark.words.text.isEmpty ? "" : ": \(mark.words.text)"
        return "\(mark.time): \(mark.words.deed)\(reservations)\(text) – \(mark.entry["name"]?.text ?? "")"
    }

    private var isCandidate: Bool { mark.entry["candidate"] == .bool(true) }

    private var point: String {
        let middle = SVGText.number((mark.x.lowerBound + mark.x.upperBound) / 2)
        let look = isCandidate ? "\(lane) perhaps" : "\(lane)"
        return
            "<path class=\"\(look)\" transform=\"translate(\(middle) \(SVGText.number(y)))\" d=\"\(lane.shape)\"/>"
    }

    /// A bar fades where no bound is known, and has a stroke where one is.
    private var bar: String {
        let (left, right) = (SVGText.number(mark.x.lowerBound), SVGText.number(mark.x.upperBound))
        let (top, bottom) = (SVGText.number(y - Self.barHalf), SVGText.number(y + Self.barHalf))
        let width = SVGText.number(mark.x.upperBound - mark.x.lowerBound)
        let fade =
            switch (mark.span.start, mark.span.end) {
            case (nil, nil): "both"
            case (nil, _): "left"
            case (_, nil): "right"
            default: "none"
            }
        let ends =
            (mark.span.start == nil ? "" : "M\(left),\(top)V\(bottom)")
            + (mark.span.end == nil ? "" : "M\(right),\(top)V\(bottom)")
        let sides =
            isCandidate
            ? "<path class=\"dash \(lane)-line\" d=\"M\(left),\(top)H\(right)M\(left),\(bottom)H\(right)\"/>" : ""
        return """
            <rect class="bar" fill="url(#\(lane)-\(fade))" x="\(left)" y="\(top)" width="\(width)" \
            height="\(SVGText.number(2 * Self.barHalf))"/>\(sides)<path class="\(lane)-line" d="\(ends)"/>
            """
    }

    private var label: String {
        let anchor = mark.side == .left ? " text-anchor=\"end\"" : ""
        let struck = mark.entry["retracted"] == .bool(true) ? " struck" : ""
        return """
            <text class="label\(struck)" x="\(SVGText.number(mark.labelX))" \
            y="\(SVGText.number(y + 4))"\(anchor)><tspan class="time">\(SVGText.escape(mark.time))</tspan>\
            \u{2002}\(SVGText.escape(mark.label))</text>
            """
    }
}
