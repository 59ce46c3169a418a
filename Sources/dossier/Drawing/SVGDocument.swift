/// A picture for a web page, in light and in dark: what all of ours share.
///
/// It holds no script, no font and nothing from elsewhere.
struct SVGDocument {
    let width: Double
    let height: Double
    let title: String
    /// Lines below it.
    let subtitles: [String]
    /// For those who do not see it.
    var description = ""
    /// Where the words on top begin.
    var margin = 28.0
    /// Elements `style` and `defs` of its own.
    var style = ""

    init(width: Double, height: Double, title: String, subtitles: [String]) {
        self.width = width
        self.height = height
        self.title = title
        self.subtitles = subtitles
    }

    /// The whole document.
    /// - Parameter body: what is drawn, over the ground.
    func svg(_ body: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(SVGText.number(width)) \(SVGText.number(height))" \
        width="\(SVGText.number(width))" height="\(SVGText.number(height))" role="img" aria-labelledby="title desc">
        <title id="title">\(SVGText.escape(title))</title>
        <desc id="desc">\(SVGText.escape(description))</desc>
        <style>
        text{font-family:sans-serif;font-size:12px;fill:#1d2129}
        .title{font-size:19px;font-weight:bold}.head{font-size:13px;font-weight:bold}
        .faint,.tick{fill:#59616e}.tick{text-anchor:middle}
        .ground{fill:#fff}.grid{stroke:#d5d9e0;fill:none}
        @media (prefers-color-scheme:dark){
        text{fill:#e8ebf0}.faint,.tick{fill:#a3acb9}
        .ground{fill:#14171c}.grid{stroke:#343a44}
        }
        </style>
        \(style)
        <rect class="ground" width="100%" height="100%"/>
        <text class="title" x="\(SVGText.number(margin))" y="36">\(SVGText.escape(title))</text>
        \(subtitles.enumerated().map(subtitle).joined(separator: "\n"))
        \(body)
        </svg>
        """
    }

    private func subtitle(_ index: Int, _ text: String) -> String {
        let y = 58 + 18 * Double(index)
        return """
            <text class="faint" x="\(SVGText.number(margin))" y="\(SVGText.number(y))">\(SVGText.escape(text))</text>
            """
    }
}
