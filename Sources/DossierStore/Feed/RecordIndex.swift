/// What a module's `index` gave for one version, kept to filter changes. Immutable.
final class RecordIndex: Sendable {
    /// In the order they came.
    let terms: [TermSink.Term]

    init(_ sink: TermSink) { terms = sink.terms }

    /// What it counts for against `Limits.tailBytes`.
    var cost: Int { terms.reduce(64) { $0 + 48 + $1.value.count } }
}
