/// What a plot looks like, in light and in dark.
enum PlotStyle {
    static let text = """
        <style>
        .end{text-anchor:end}.fine{stroke-opacity:.5}
        .beyond{fill:#b3421b;fill-opacity:.07}
        .mark{stroke:#59616e;stroke-dasharray:5 4;fill:none}.mark.strong{stroke:#1d2129;stroke-width:1.5}
        .line{fill:none;stroke-width:1.8;stroke-linejoin:round}.line.strong{stroke-width:3}
        .name{font-weight:bold}
        \(colors { $0.light })
        @media (prefers-color-scheme:dark){
        .beyond{fill:#f0875c;fill-opacity:.1}
        .mark{stroke:#a3acb9}.mark.strong{stroke:#e8ebf0}
        \(colors { $0.dark })
        }
        </style>
        """

    private static func colors(_ shade: (SVGColor) -> String) -> String {
        SVGColor.allCases.map { color in
            let shade = shade(color)
            return ".line.\(color){stroke:\(shade)}.line.\(color) circle,.name.\(color){fill:\(shade)}"
        }.joined(separator: "\n")
    }
}
