/// What is told of latencies.
public enum LatencyFigure: String, Sendable, CaseIterable {
    case p50, p90, p99, p999, p9999, max

    /// How many of a hundred calls took no longer.
    public var percentile: Double {
        switch self {
        case .p50: 50
        case .p90: 90
        case .p99: 99
        case .p999: 99.9
        case .p9999: 99.99
        case .max: 100
        }
    }

    /// "p99.9".
    public var label: String {
        switch self {
        case .p999: "p99.9"
        case .p9999: "p99.99"
        default: rawValue
        }
    }
}
