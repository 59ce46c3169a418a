import DossierCore

/// Resolves a filter's names and types its values.
struct FilterCheck {
    let kind: Kind

    /// The filter of a kind; nil when it is empty. INVALID_ARGUMENT says what is wrong and where.
    static func check(_ text: String, of kind: Kind) throws(Status) -> Filter? {
        guard let syntax = try FilterParser.parse(text) else { return nil }
        return try FilterCheck(kind: kind).resolve(syntax)
    }

    private func resolve(_ syntax: FilterSyntax) throws(Status) -> Filter {
        switch syntax {
        case .all(let parts): return .all(try resolve(parts))
        case .any(let parts): return .any(try resolve(parts))
        case .not(let part): return .not(try resolve(part))
        case .text(let text): return .text(try SearchWord.parse(text.text))
        case .comparison(let comparison): return try resolve(comparison)
        }
    }

    private func resolve(_ parts: [FilterSyntax]) throws(Status) -> [Filter] {
        var filters: [Filter] = []
        for part in parts { filters.append(try resolve(part)) }
        return filters
    }

    private func resolve(_ comparison: FilterComparison) throws(Status) -> Filter {
        if comparison.comparator == .notEqual {
            var equal = comparison
            equal.comparator = .equal
            return .not(try resolve(equal))
        }
        if comparison.field.text == "name" { return try name(comparison) }
        let place = try FieldNames(kind).place(of: comparison.field)
        if comparison.value.text == "*", comparison.comparator == .has || comparison.comparator == .equal {
            return .term(field: place, .present)
        }
        let field = kind.fields[place]
        // An empty text is never indexed: it is no value.
        if comparison.value.text.isEmpty, field.type == .text || field.type == .name {
            guard comparison.comparator == .equal || comparison.comparator == .has else { return .nothing }
            return .not(.term(field: place, .present))
        }
        let literal = try FilterLiteral(comparison.value, of: field.type)
        return .term(field: place, try literal.test(comparison.comparator, field))
    }

    /// The record's own name, "incidents/x": of another kind's name nothing is equal.
    private func name(_ comparison: FilterComparison) throws(Status) -> Filter {
        let collection = kind.name + "/"
        let value = comparison.value.text
        if value.hasSuffix("*"), collection.hasPrefix(value.dropLast()) { return .id(.present) }
        guard value.hasPrefix(collection) else {
            if comparison.comparator == .equal || comparison.comparator == .has { return .nothing }
            throw comparison.value.failure("is no name of this collection; write \(collection)ID")
        }
        var id = comparison.value
        id.text.removeFirst(collection.count)
        return .id(try FilterLiteral(id, of: .text).test(comparison.comparator, nil))
    }
}

extension FilterText {
    /// What is wrong with it, and where.
    func failure(_ reason: String) -> Status {
        Status(.invalidArgument, "\"\(text.prefix(80))\" \(reason) (in the filter at character \(offset + 1))")
    }
}
