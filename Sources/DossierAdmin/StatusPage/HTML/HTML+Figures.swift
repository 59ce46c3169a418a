import DossierCore

extension HTML {
    /// A text that is to be seen first when something is wrong.
    static func alarm(_ text: String, if isWrong: Bool) -> HTML {
        isWrong ? "<strong class=\"bad\">\(text)</strong>" : HTML(text: text)
    }

    /// A line for people, below a table.
    static func note(_ text: HTML) -> HTML { "<p class=\"note\">\(text)</p>" }

    /// "dossier.v1.Incidents/GetIncident", its last part first to be seen. A line may break before the last part.
    static func method(_ fullName: String) -> HTML {
        let (service, name) = fullName.parted(after: "/")
        let (package, type) = service.parted(after: ".")
        return "<small>\(package)</small>\(type)<wbr/><b>\(name)</b>"
    }

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

extension String {
    /// Up to the last such character, and what follows.
    fileprivate func parted(after character: Character) -> (String, String) {
        let place = lastIndex(of: character).map(index(after:)) ?? startIndex
        return (String(self[..<place]), String(self[place...]))
    }
}
