import DossierCore

/// A distribution, and what its values are.
struct Histogram: Sendable {
    enum Unit: Sendable {
        case one
        /// They are told in seconds.
        case nanoseconds

        /// A bound or a sum in Prometheus' unit.
        func text(_ value: UInt64) -> String {
            switch self {
            case .one: "\(value)"
            case .nanoseconds: PrometheusText.seconds(Int64(clamping: value))
            }
        }
    }

    let distribution: Distribution
    let unit: Unit
}
