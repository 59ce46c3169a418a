import DossierCore

/// Reads AIP-160. Precedence is AIP-160's own: OR binds tighter than AND, and terms side by side are an AND that binds
/// tighter than the word.
struct FilterParser {
    private var scanner: FilterScanner
    private var depth = 0
    private var restrictions = 0

    private init(_ text: String) throws(Status) { scanner = try FilterScanner(text) }

    /// What a filter says; nil when it is empty. INVALID_ARGUMENT, with the place, when it cannot be read or is too long.
    static func parse(_ text: String) throws(Status) -> FilterSyntax? {
        var parser = try FilterParser(text)
        parser.scanner.skipSpaces()
        if parser.scanner.isAtEnd { return nil }
        let syntax = try parser.expression()
        guard parser.scanner.isAtEnd else {
            throw parser.scanner.failure("cannot be read from here: quote what is meant as text, close what is open")
        }
        return syntax
    }

    /// sequence { AND sequence }
    private mutating func expression() throws(Status) -> FilterSyntax {
        var parts = [try sequence()]
        while scanner.take(keyword: "AND") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    /// factor { factor }
    private mutating func sequence() throws(Status) -> FilterSyntax {
        var parts = [try factor()]
        while !scanner.isAtEnd, !scanner.isNext(")"), !scanner.isNext(keyword: "AND") {
            parts.append(try factor())
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    /// term { OR term }
    private mutating func factor() throws(Status) -> FilterSyntax {
        var parts = [try term()]
        while scanner.take(keyword: "OR") { parts.append(try term()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    /// [ NOT | - ] simple
    private mutating func term() throws(Status) -> FilterSyntax {
        let isNegated = scanner.take(keyword: "NOT") || scanner.take("-")
        let simple = scanner.isNext("(") ? try composite() : try restriction()
        return isNegated ? .not(simple) : simple
    }

    private mutating func composite() throws(Status) -> FilterSyntax {
        depth += 1
        guard depth <= Limits.filterDepth else {
            throw scanner.failure("has more than \(Limits.filterDepth) parentheses inside each other")
        }
        _ = scanner.take("(")
        scanner.skipSpaces()
        let inner = try expression()
        guard scanner.take(")") else { throw scanner.failure("lacks a closing parenthesis") }
        scanner.skipSpaces()
        depth -= 1
        return inner
    }

    /// comparable [ comparator arg ]
    private mutating func restriction() throws(Status) -> FilterSyntax {
        restrictions += 1
        guard restrictions <= Limits.filterRestrictions else {
            throw scanner.failure("has more than \(Limits.filterRestrictions) comparisons")
        }
        let member = try scanner.member()
        if scanner.isNext("(") { throw scanner.failure("calls a function; there are none") }
        scanner.skipSpaces()
        guard let comparator = scanner.takeComparator() else { return .text(member) }
        guard !member.isQuoted else {
            throw scanner.failure("compares a quoted text; name a field without quotes", at: member.offset)
        }
        scanner.skipSpaces()
        // Not taken for the beginning of a value: who writes == would find nothing, and not know why.
        if scanner.isNextComparator {
            throw scanner.failure("has two operators side by side; leave one out, or quote the value")
        }
        let value = try scanner.value()
        scanner.skipSpaces()
        return .comparison(FilterComparison(field: member, comparator: comparator, value: value))
    }
}
