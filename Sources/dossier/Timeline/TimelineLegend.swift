/// How to read a drawn timeline.
struct TimelineLegend {
    static let height = 84.0
    private static let rowHeight = 26.0

    private let y: Double

    init(top: Double) { y = top + 30 }

    var svg: String {
        let lower: [(Symbol, String)] = [
            (("<text class=\"struck\" y=\"4\">words</text>", SVGText.width("words")), "taken back later"),
            (fold, "folded: nothing begins or ends there"),
        ]
        let upper: [(Symbol, String)] = [
            (point("other"), "a day, or an hour of it"), (bar("none", [0, 44]), "some time between these bounds"),
            (bar("right", [0]), "no bound is known on the fading side"),
            (point("other perhaps"), "perhaps: the words can mean something else"),
        ]
        return row(upper, y) + "\n" + row(lower, y + Self.rowHeight)
    }

    private typealias Symbol = (svg: String, width: Double)

    private func row(_ parts: [(symbol: Symbol, text: String)], _ y: Double) -> String {
        var x = TimelineDrawing.plot.lowerBound
        return parts.map { symbol, text in
            let group = """
                <g transform="translate(\(SVGText.number(x)) \(SVGText.number(y)))">\(symbol.svg)\
                <text class="faint" x="\(SVGText.number(symbol.width + 8))" y="4">\(SVGText.escape(text))</text></g>
                """
            x += symbol.width + 8 + SVGText.width(text) + 22
            return group
        }.joined(separator: "\n")
    }

    private var fold: Symbol {
        ("<g class=\"fold\"><path d=\"M2,-9L7,-5L2,-1L7,3L2,7M10,-9L15,-5L10,-1L15,3L10,7\"/></g>", 17)
    }

    private func point(_ look: String) -> Symbol {
        ("<path class=\"\(look)\" transform=\"translate(5 0)\" d=\"\(TimelineLane.other.shape)\"/>", 10)
    }

    private func bar(_ fade: String, _ ends: [Int]) -> Symbol {
        let strokes = ends.map { "M\($0),-7V7" }.joined()
        let bar = "<rect class=\"bar\" fill=\"url(#other-\(fade))\" y=\"-7\" width=\"44\" height=\"14\"/>"
        return ("\(bar)<path class=\"other-line\" d=\"\(strokes)\"/>", 44)
    }
}
