import DossierCore

extension HTML {
    /// A text that is to be seen first when something is wrong.
    static func alarm(_ text: String, if isWrong: Bool) -> HTML {
        isWrong ? "<strong class=\"bad\">\(text)</strong>" : HTML(text: text)
    }

    /// A line for people, below a table.
    static func note(_ text: HTML) -> HTML { "<p class=\"note\">\(text)</p>" }

    /// The 50th and the 99th percentile in one cell.
    static func spread(_ values: Distribution?, _ text: (UInt64) -> String) -> HTML {
        guard let median = values?.percentile(50), let high = values?.percentile(99) else {
            return HTML(text: Figure.none)
        }
        return "<small>p50</small> \(text(median)) <small>p99</small> \(text(high))"
    }

    /// Cells of a distribution of nanoseconds: its 50th, 90th and 99th percentile.
    static func percentiles(_ durations: Distribution?) -> [HTML] {
        [50, 90, 99].map { HTML(text: Figure.duration(durations?.percentile($0))) }
    }
}
