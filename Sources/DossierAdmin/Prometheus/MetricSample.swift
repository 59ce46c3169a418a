import DossierCore

/// One label of a sample.
struct MetricLabel: Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// One value of a family.
struct MetricSample: Sendable {
    enum Value: Sendable {
        case integer(UInt64)
        case seconds(nanoseconds: Int64)
        case histogram(Histogram)
    }

    let labels: [MetricLabel]
    let value: Value

    private init(_ value: Value, _ labels: KeyValuePairs<String, String>) {
        self.value = value
        self.labels = labels.map { MetricLabel($0.key, $0.value) }
    }

    /// A whole number; one below 0 is 0.
    init(_ value: some BinaryInteger, _ labels: KeyValuePairs<String, String> = [:]) {
        self.init(.integer(UInt64(clamping: value)), labels)
    }

    init(nanoseconds: Int64, _ labels: KeyValuePairs<String, String> = [:]) {
        self.init(.seconds(nanoseconds: nanoseconds), labels)
    }

    /// 1 or 0.
    init(_ isTrue: Bool, _ labels: KeyValuePairs<String, String> = [:]) { self.init(isTrue ? 1 : 0, labels) }

    /// Durations in nanoseconds.
    init(durations: Distribution, _ labels: KeyValuePairs<String, String> = [:]) {
        self.init(.histogram(Histogram(distribution: durations, unit: .nanoseconds)), labels)
    }

    /// Counts of things.
    init(counts: Distribution, _ labels: KeyValuePairs<String, String> = [:]) {
        self.init(.histogram(Histogram(distribution: counts, unit: .one)), labels)
    }
}
