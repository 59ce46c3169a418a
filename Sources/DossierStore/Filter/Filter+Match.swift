/// What of a record a filter looks at.
struct FilterSubject {
    /// "x" of "incidents/x".
    var id: UnsafeRawBufferPointer
    /// What its module gave for this version.
    var terms: [TermSink.Term]
    /// Whether its text holds all words of a search.
    var holds: (_ search: String) -> Bool
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
        case .text(let search): subject.holds(search)
        case .nothing: false
        }
    }
}
