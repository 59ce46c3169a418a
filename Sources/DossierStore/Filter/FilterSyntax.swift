/// A filter as it was written, before anyone asks what its names mean (AIP-160).
indirect enum FilterSyntax: Equatable {
    /// All hold: "a b", "a AND b".
    case all([FilterSyntax])
    /// At least one holds: "a OR b".
    case any([FilterSyntax])
    /// "NOT a", "-a".
    case not(FilterSyntax)
    case comparison(FilterComparison)
    /// A word or a quoted text alone: to be found in the record's text.
    case text(FilterText)
}

/// "victims.actor = actors/mois".
struct FilterComparison: Equatable {
    /// How a value is compared.
    enum Comparator: String {
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case has = ":"
    }

    /// "victims.actor".
    var field: FilterText
    var comparator: Comparator
    var value: FilterText
}

/// A word of a filter, and where it stands.
struct FilterText: Equatable {
    /// Escapes resolved.
    var text: String
    /// It stood in quotes: no keyword; a `*` is a wildcard all the same, as AIP-160 has it.
    var isQuoted: Bool
    /// Characters before it.
    var offset: Int
}
