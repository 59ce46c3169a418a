import DossierHost

/// Samples under one name. docs/metrics.md lists them all.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    let name: String
    let type: Kind
    /// One sentence.
    let help: String
    let samples: @Sendable (ServerReport) -> [MetricSample]

    init(
        _ name: String,
        _ type: Kind,
        _ help: String,
        _ samples: @escaping @Sendable (ServerReport) -> [MetricSample]
    ) {
        self.name = name
        self.type = type
        self.help = help
        self.samples = samples
    }

    static let all = server + calls + queues + transport + store + process
}
