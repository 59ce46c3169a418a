/// What of a record a filter looks at.
struct FilterSubject {
    /// "x" of "incidents/x".
    var id: UnsafeRawBufferPointer
    /// What its module gave for this version.
    var terms: [TermSink.Term]
    /// Whether its text holds all words of a search.
    var holds: ([SearchWord]) -> Bool
}

extension Filter {
    /// Whether a version passes.
    func matches(_ subject: FilterSubject) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(subject) }
        case .any(let parts): parts.contains { $0.matches(subject) }
        case .not(let part): !part.matches(subject)
        case .term(let field, let test):
            subject.terms.contains { $0.field == field && $0.value.withUnsafeBytes(test.passes) }
        case .id(let test): test.passes(subject.id)
        case .text(let words): subject.holds(words)
        case .nothing: false
        }
    }

    /// Whether a version passes that was indexed; one that its module no longer accepts does not.
    func matches(_ id: UnsafeRawBufferPointer, _ index: RecordIndex?) -> Bool {
        guard let index else { return false }
        return matches(FilterSubject(id: id, terms: index.terms, holds: index.words.hold))
    }

    /// Whether a version passes, as its module indexes it now.
    func matches(_ view: RecordView, of kind: Kind) -> Bool {
        var sink = TermSink(fieldCount: kind.fields.count)
        guard (try? kind.index(view, &sink)) != nil else { return false }
        let words = { try? RecordWords(sink.texts) }
        return matches(FilterSubject(id: view.id, terms: sink.terms) { words()?.hold($0) ?? false })
    }
}
