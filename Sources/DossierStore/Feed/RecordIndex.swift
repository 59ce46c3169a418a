import DossierCore

/// What a module's `index` gave for one version, kept to filter changes. Immutable.
final class RecordIndex: Sendable {
    /// In the order they came.
    let terms: [TermSink.Term]
    let words: RecordWords

    /// RESOURCE_EXHAUSTED for more words than a record may have.
    init(_ sink: TermSink) throws(Status) {
        terms = sink.terms
        words = try RecordWords(sink.texts)
    }

    /// What it counts for against `Limits.tailBytes`.
    var cost: Int { words.words.reduce(terms.reduce(64) { $0 + 48 + $1.value.count }) { $0 + 48 + $1.bytes.count } }
}
