import DossierCore

/// A value of a filter as its field's type reads it: the values from `from` up to, and without, `to`.
struct FilterLiteral {
    private let text: FilterText
    private let from: [UInt8]
    /// Nil: nothing is greater.
    private let to: [UInt8]?
    /// One value only.
    private let isSingle: Bool

    /// INVALID_ARGUMENT when it is no value of that type.
    init(_ text: FilterText, of type: Field.ValueType) throws(Status) {
        self.text = text
        switch type {
        case .text, .name:
            let isPrefix = text.text.hasSuffix("*")
            from = Array(text.text.utf8.dropLast(isPrefix ? 1 : 0))
            guard !from.contains(UInt8(ascii: "*")) else {
                throw text.failure("has a * that is not at its end: only beginnings can be found so")
            }
            to = isPrefix ? Self.end(ofPrefix: from) : from + [0]
            isSingle = !isPrefix
        case .int:
            guard let number = Int64(text.text) else { throw text.failure("is no whole number") }
            (from, to, isSingle) = (number.sortable, Self.end(number), true)
        case .bool:
            guard text.text == "true" || text.text == "false" else { throw text.failure("is neither true nor false") }
            let number: Int64 = text.text == "true" ? 1 : 0
            (from, to, isSingle) = (number.sortable, Self.end(number), true)
        case .time:
            guard let span = TimeSpan(text.text) else {
                throw text.failure("is no time; write 2022-09-10T12:00:00Z, a day 2022-09-10, a month or a year, UTC")
            }
            (from, to, isSingle) = (span.start.sortable, span.end.sortable, false)
        }
    }

    /// What a value must be to compare so with this one. INVALID_ARGUMENT where the type has no order.
    func test(_ comparator: FilterComparison.Comparator, _ field: Field?) throws(Status) -> TermTest {
        if let field, field.type == .name || field.type == .bool {
            guard comparator == .equal || comparator == .has else {
                throw text.failure("is compared by \(comparator.rawValue), but \(field.name) has no order; use = or !=")
            }
        }
        return switch comparator {
        case .equal, .has, .notEqual: isSingle ? .equal(from) : .within(from: from, to: to)
        case .less: .within(from: nil, to: from)
        case .lessOrEqual: .within(from: nil, to: to)
        case .greater: .within(from: to ?? [UInt8](repeating: 0xFF, count: 9), to: nil)
        case .greaterOrEqual: .within(from: from, to: nil)
        }
    }

    private static func end(_ number: Int64) -> [UInt8]? { number == .max ? nil : (number + 1).sortable }

    /// The first text behind all that begin so: UTF-8 has no byte 0xFF.
    private static func end(ofPrefix prefix: [UInt8]) -> [UInt8]? {
        guard let last = prefix.last else { return nil }
        return prefix.dropLast() + [last + 1]
    }
}
