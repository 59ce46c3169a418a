/// How to read a drawn timeline.
struct TimelineLegend {
    static let height = 56.0

    private let y: Double

    init(top: Double) { y = top + 30 }

    var svg: String {
        var x = TimelineDrawing.plot.lowerBound
        let parts = [
            (point("other"), "a day, or an hour of it"),
            (bar("none", [0, 44]), "some time between these bounds"),
            (bar("right", [0]), "no bound is known on the fading side"),
            (point("other perhaps"), "perhaps: the words can mean something else"),
        ]
        return parts.map { symbol, text in
            let group = """
                <g transform="translate(\(TimelineDrawing.number(x)) \(TimelineDrawing.number(y)))">\(symbol.svg)\
                <text class="faint" x="\(TimelineDrawing.number(symbol.width + 8))" y="4">\(SVGText.escape(text))</text></g>
                """
            x += symbol.width + 8 + SVGText.width(text) + 22
            return group
        }.joined(separator: "\n")
    }

    private func point(_ look: String) -> (svg: String, width: Double) {
        ("<path class=\"\(look)\" transform=\"translate(5 0)\" d=\"\(TimelineLane.other.shape)\"/>", 10)
    }

    private func bar(_ fade: String, _ ends: [Int]) -> (svg: String, width: Double) {
        let strokes = ends.map { "M\($0),-7V7" }.joined()
        let bar = "<rect class=\"bar\" fill=\"url(#other-\(fade))\" y=\"-7\" width=\"44\" height=\"14\"/>"
        return ("\(bar)<path class=\"other-line\" d=\"\(strokes)\"/>", 44)
    }
}
