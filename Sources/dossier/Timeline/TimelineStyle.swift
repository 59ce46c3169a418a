/// What a drawn timeline looks like, in light and in dark.
enum TimelineStyle {
    static var text: String {
        """
        <style>
        .folded{fill:#59616e;text-anchor:middle;font-size:10px;font-style:italic}
        .time{fill:#59616e}.struck{text-decoration:line-through}
        .lane0{fill:#f6f7f9}.lane1{fill:#fff}
        .fold path{stroke:#c0c7d1;fill:none}.dash{stroke-dasharray:4 3}
        \(lanes { $0.light })
        .perhaps{fill:#fff}
        @media (prefers-color-scheme:dark){
        .folded,.time{fill:#a3acb9}
        .lane1{fill:#14171c}.lane0{fill:#1c2027}.fold path{stroke:#4a5260}
        \(lanes { $0.dark })
        .perhaps{fill:#14171c}
        }
        </style>
        <defs>
        \(TimelineLane.allCases.map(gradients).joined(separator: "\n"))
        </defs>
        """
    }

    private static func lanes(_ shade: (SVGColor) -> String) -> String {
        TimelineLane.allCases.map { lane in
            let color = shade(lane.color)
            return ".\(lane){fill:\(color);stroke:\(color);stroke-width:1.5}"
                + ".\(lane)-line{stroke:\(color);stroke-width:2;fill:none}.\(lane)-stop{stop-color:\(color)}"
        }.joined(separator: "\n")
    }

    /// Of bars: where they fade, no bound is known.
    private static func gradients(_ lane: TimelineLane) -> String {
        let fades = [
            ("none", [0.3, 0.3, 0.3]), ("left", [0, 0.3, 0.3]), ("right", [0.3, 0.3, 0]), ("both", [0, 0.3, 0]),
        ]
        return fades.map { name, opacities in
            let stops = zip([0, 50, 100], opacities).map { offset, opacity in
                "<stop class=\"\(lane)-stop\" offset=\"\(offset)%\" stop-opacity=\"\(opacity)\"/>"
            }
            return "<linearGradient id=\"\(lane)-\(name)\">\(stops.joined())</linearGradient>"
        }.joined(separator: "\n")
    }
}
