/// Prometheus' text format, read as far as these tests need it.
struct MetricText {
    struct Family: Hashable {
        let name, type, help: String
    }

    /// In their order.
    let families: [Family]
    /// By name and labels, as they are written: `up{job="dossier"}`.
    let samples: [String: Double]

    init(_ text: String) {
        var help: [String: String] = [:]
        var families: [Family] = []
        var samples: [String: Double] = [:]
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(of: /# HELP (\S+) (.*)/) {
                help[String(match.1)] = String(match.2)
            } else if let match = line.wholeMatch(of: /# TYPE (\S+) (\S+)/) {
                let name = String(match.1)
                families.append(Family(name: name, type: String(match.2), help: help[name] ?? ""))
            } else if let space = line.lastIndex(of: " ") {
                samples[String(line[..<space])] = Double(line[line.index(after: space)...])
            }
        }
        self.families = families
        self.samples = samples
    }

    /// Names that a query may have: of a histogram, those of its parts.
    var names: Set<String> {
        Set(
            families.flatMap { family in
                family.type == "histogram" ? ["_bucket", "_sum", "_count"].map { family.name + $0 } : [family.name]
            }
        )
    }
}
