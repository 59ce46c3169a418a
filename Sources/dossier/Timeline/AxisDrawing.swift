/// The axis of a drawn timeline: dates above, lines below them, and what is folded.
struct AxisDrawing {
    private let axis: TimeAxis
    private let top: Double
    private let bottom: Double

    init(_ axis: TimeAxis, top: Double, bottom: Double) {
        self.axis = axis
        self.top = top
        self.bottom = bottom
    }

    var svg: String {
        (AxisTick.all(of: axis).map(tick) + axis.stretches.filter(\.isFolded).map(fold)).joined(separator: "\n")
    }

    private func tick(_ tick: AxisTick) -> String {
        let x = SVGText.number(tick.x)
        return """
            <path class="grid" d="M\(x),\(SVGText.number(top - 6))V\(SVGText.number(bottom))"/>
            <text class="tick" x="\(SVGText.number(tick.middle))" y="\(SVGText.number(top - 12))">\
            \(SVGText.escape(tick.text))</text>
            """
    }

    /// A band with torn edges, and how long it is.
    private func fold(_ stretch: TimeAxis.Stretch) -> String {
        let middle = (stretch.x.lowerBound + stretch.x.upperBound) / 2
        let edges = [-4.0, 4.0].map { shift in
            let x = middle + shift
            let steps = stride(from: top - 6, to: bottom, by: 12).map { y in
                "L\(SVGText.number(x + 2.5)),\(SVGText.number(y + 3))"
                    + "L\(SVGText.number(x - 2.5)),\(SVGText.number(min(bottom, y + 9)))"
            }
            return "M\(SVGText.number(x - 2.5)),\(SVGText.number(top - 6))\(steps.joined())"
        }
        return """
            <g class="fold"><title>\(length(stretch)) folded: nothing begins or ends there</title>
            <path d="\(edges.joined())"/>
            <text class="folded" x="\(SVGText.number(middle))" y="\(SVGText.number(top - 32))">\
            \(length(stretch))</text></g>
            """
    }

    private func length(_ stretch: TimeAxis.Stretch) -> String {
        let days = stretch.days.count
        if days < 90 { return "\(days) days" }
        let months = Int((Double(days) / 30.44).rounded())
        return months < 24 ? "\(months) months" : "\(Int((Double(days) / 365.25).rounded())) years"
    }
}
