/// Lines over two axes, each named at its end.
struct LinePlot {
    /// One line.
    struct Line {
        let name: String
        let color: SVGColor
        let points: [(x: Double, y: Double)]
        /// Whether each point is marked.
        var isMarked = false
        /// Drawn to be seen first.
        var isStrong = false
    }

    /// A value on the horizontal axis that is pointed at.
    struct Mark {
        let x: Double
        let words: String
        var isStrong = false
    }

    var document: SVGDocument
    let x: PlotAxis
    let y: PlotAxis
    /// What the axes show, with units.
    let xTitle: String
    let yTitle: String
    let lines: [Line]
    var marks: [Mark] = []
    /// From here on to the right, what is shown is out of bounds, and why.
    var beyond: (x: Double, words: String)?
    /// A value on the vertical axis that is not to be passed.
    var bound: (y: Double, words: String)?

    static let size = (width: 1_000.0, height: 640.0)
    private static let plotX = 96.0...862.0
    private static let plotY = 140.0...568.0

    var svg: String {
        var document = document
        document.style = PlotStyle.text
        let parts =
            [ground, grid, titles, boundLine] + marks.sorted { $0.x < $1.x }.enumerated().map(mark) + lines.map(draw)
            + [names]
        return document.svg(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
    }

    // MARK: - Places

    private func atX(_ value: Double) -> Double { Self.along(Self.plotX, x.place(value)) }
    private func atY(_ value: Double) -> Double { Self.along(Self.plotY, 1 - y.place(value)) }

    private static func along(_ range: ClosedRange<Double>, _ place: Double) -> Double {
        range.lowerBound + place * (range.upperBound - range.lowerBound)
    }

    private static let left = SVGText.number(plotX.lowerBound)
    private static let right = SVGText.number(plotX.upperBound)
    private static let top = SVGText.number(plotY.lowerBound)
    private static let bottom = SVGText.number(plotY.upperBound)

    // MARK: - Parts

    private var ground: String {
        guard let beyond else { return "" }
        let x = atX(beyond.x)
        let width = Self.plotX.upperBound - x
        let words = SVGText.width(beyond.words) + 16 < width ? SVGText.escape(beyond.words) : ""
        return """
            <rect class="beyond" x="\(SVGText.number(x))" y="\(Self.top)" width="\(SVGText.number(width))" \
            height="\(SVGText.number(Self.plotY.upperBound - Self.plotY.lowerBound))"/>
            <text class="faint" x="\(SVGText.number(x + 8))" \
            y="\(SVGText.number(Self.plotY.upperBound - 8))">\(words)</text>
            """
    }

    private var grid: String {
        let down = x.ticks.map { tick in
            let x = SVGText.number(Self.along(Self.plotX, tick.place))
            return """
                <path class="grid" d="M\(x),\(Self.top)V\(Self.bottom)"/>\
                <text class="tick" x="\(x)" y="\(SVGText.number(Self.plotY.upperBound + 20))">\(SVGText.escape(tick.label))</text>
                """
        }
        let across = y.ticks.map { tick in
            let y = Self.along(Self.plotY, 1 - tick.place)
            return """
                <path class="grid\(tick.label.isEmpty ? " fine" : "")" d="M\(Self.left),\(SVGText.number(y))H\(Self.right)"/>\
                <text class="faint end" x="\(SVGText.number(Self.plotX.lowerBound - 10))" y="\(SVGText.number(y + 4))">\
                \(SVGText.escape(tick.label))</text>
                """
        }
        return (down + across).joined(separator: "\n")
    }

    private var titles: String {
        """
        <text class="tick" x="\(SVGText.number(Self.along(Self.plotX, 0.5)))" \
        y="\(SVGText.number(Self.plotY.upperBound + 46))">\(SVGText.escape(xTitle))</text>
        <text class="tick" transform="translate(22 \(SVGText.number(Self.along(Self.plotY, 0.5)))) rotate(-90)">\
        \(SVGText.escape(yTitle))</text>
        """
    }

    private var boundLine: String {
        guard let bound, (0.02...0.98).contains(y.place(bound.y)) else { return "" }
        let y = atY(bound.y)
        return """
            <path class="mark" d="M\(Self.left),\(SVGText.number(y))H\(Self.right)"/>
            <text class="faint" x="\(SVGText.number(Self.plotX.lowerBound + 8))" y="\(SVGText.number(y - 6))">\
            \(SVGText.escape(bound.words))</text>
            """
    }

    /// Each in a row of its own above the plot, the leftmost lowest, its words on the left: so no line crosses words.
    private func mark(_ index: Int, _ mark: Mark) -> String {
        let x = atX(mark.x)
        let y = Self.plotY.lowerBound - 8 - 17 * Double(index)
        let hasRoom = SVGText.width(mark.words) * 1.2 < x
        return """
            <path class="mark\(mark.isStrong ? " strong" : "")" d="M\(SVGText.number(x)),\(SVGText.number(y - 9))V\(Self.bottom)"/>
            <text class="\(mark.isStrong ? "head" : "faint")\(hasRoom ? " end" : "")" \
            x="\(SVGText.number(x + (hasRoom ? -7 : 7)))" y="\(SVGText.number(y))">\(SVGText.escape(mark.words))</text>
            """
    }

    private func draw(_ line: Line) -> String {
        let points = line.points.map { "\(SVGText.number(atX($0.x))),\(SVGText.number(atY($0.y)))" }
        let circles = line.points.map { point in
            "<circle cx=\"\(SVGText.number(atX(point.x)))\" cy=\"\(SVGText.number(atY(point.y)))\" r=\"3.5\"/>"
        }
        return """
            <g class="line \(line.color)\(line.isStrong ? " strong" : "")"><polyline points="\(points.joined(separator: " "))"/>\
            \(line.isMarked ? circles.joined() : "")</g>
            """
    }

    /// Beside the lines' ends, none over another.
    private var names: String {
        let ends = lines.compactMap { line in line.points.last.map { (line, y: atY($0.y)) } }.sorted { $0.y < $1.y }
        var places: [Double] = []
        for end in ends { places.append(max(end.y, (places.last ?? 0) + Self.nameHeight)) }
        // What the last ones were pushed out below, all move up.
        var lowest = Self.plotY.upperBound
        for index in places.indices.reversed() {
            places[index] = min(places[index], lowest)
            lowest = places[index] - Self.nameHeight
        }
        return zip(ends, places).map { end, y in
            """
            <text class="name \(end.0.color)" x="\(SVGText.number(Self.plotX.upperBound + 12))" y="\(SVGText.number(y + 4))">\
            \(SVGText.escape(SVGText.cut(end.0.name, to: Self.size.width - Self.plotX.upperBound - 16)))</text>
            """
        }.joined(separator: "\n")
    }

    private static let nameHeight = 17.0
}
