import DossierHost

/// How a server is, in Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4).
public struct PrometheusText: Sendable {
    /// Of the response.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The whole, which ends with a line's end.
    public private(set) var text = ""

    /// Every family, those without a sample as well.
    public init(_ report: ServerReport) {
        for family in MetricFamily.all { write(family, report) }
    }

    private mutating func write(_ family: MetricFamily, _ report: ServerReport) {
        text += "# HELP \(family.name) \(Self.escaped(family.help))\n# TYPE \(family.name) \(family.type)\n"
        for sample in family.samples(report) {
            switch sample.value {
            case .integer(let value): write(family.name, sample.labels, "\(value)")
            case .seconds(let nanoseconds): write(family.name, sample.labels, Self.seconds(nanoseconds))
            case .histogram(let histogram): write(family.name, sample.labels, histogram)
            }
        }
    }

    private mutating func write(_ name: String, _ labels: [MetricLabel], _ histogram: Histogram) {
        let distribution = histogram.distribution
        let count = distribution.count
        for step in distribution.octaves {
            let bound = MetricLabel("le", histogram.unit.text(step.bound))
            write("\(name)_bucket", labels + [bound], "\(step.count)")
        }
        write("\(name)_bucket", labels + [MetricLabel("le", "+Inf")], "\(count)")
        write("\(name)_sum", labels, histogram.unit.text(distribution.sum))
        write("\(name)_count", labels, "\(count)")
    }

    private mutating func write(_ name: String, _ labels: [MetricLabel], _ value: String) {
        text += name
        if !labels.isEmpty {
            text +=
                "{\(labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }.joined(separator: ","))}"
        }
        text += " \(value)\n"
    }

    static func seconds(_ nanoseconds: Int64) -> String { "\(Double(nanoseconds) / 1e9)" }

    private static func escaped(_ text: String, quotes: Bool = false) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += #"\\"#
            case "\n": escaped += #"\n"#
            case "\"" where quotes: escaped += #"\""#
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
