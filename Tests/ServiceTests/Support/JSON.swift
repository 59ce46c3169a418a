import DossierWire

/// A message in proto3 JSON, short to write and to read: `reply.incidents[0].title == "An outage"`.
///
/// What is absent reads as null, as a field at its default is not written.
@dynamicMemberLookup
struct JSON: Sendable, Equatable {
    var value: JSONValue

    init(_ value: JSONValue = .object([])) { self.value = value }

    static let null = JSON(.null)

    /// A member of an object; set to null, it goes.
    subscript(dynamicMember name: String) -> JSON {
        get { self[name] }
        set { self[name] = newValue }
    }

    /// The same, for names that are no Swift names, or taken.
    subscript(name: String) -> JSON {
        get { JSON(value[name] ?? .null) }
        set {
            guard case .object(var members) = value else { preconditionFailure("not an object: \(self)") }
            members.removeAll { $0.name == name }
            if newValue != .null { members.append(.init(name, newValue.value)) }
            value = .object(members)
        }
    }

    /// An element of an array; null past its end.
    subscript(index: Int) -> JSON { index < list.count ? list[index] : .null }

    /// The elements of an array; none of anything else.
    var list: [JSON] {
        if case .array(let elements) = value { elements.map(JSON.init) } else { [] }
    }

    /// The members of an object; none of anything else.
    var members: [(name: String, value: JSON)] {
        if case .object(let members) = value { members.map { ($0.name, JSON($0.value)) } } else { [] }
    }

    /// An object with another's members set.
    func merging(_ other: JSON) -> JSON {
        var merged = self
        for (name, value) in other.members { merged[name] = value }
        return merged
    }

    /// A text; empty when absent, as its default is.
    var string: String {
        if case .string(let text) = value { text } else { "" }
    }

    /// A number, 64-bit ones too; 0 when absent.
    var integer: Int {
        switch value {
        case .number(let digits), .string(let digits): Int(digits) ?? 0
        default: 0
        }
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringInterpolation,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    init(dictionaryLiteral members: (String, JSON)...) { value = .object(members.map { .init($0, $1.value) }) }
    init(arrayLiteral elements: JSON...) { value = .array(elements.map(\.value)) }
    init(stringLiteral text: String) { value = .string(text) }
    init(integerLiteral number: Int) { value = .number("\(number)") }
    init(booleanLiteral flag: Bool) { value = .bool(flag) }

    init(_ elements: [JSON]) { value = .array(elements.map(\.value)) }
    init(_ text: String) { value = .string(text) }
    init(_ number: Int) { value = .number("\(number)") }
}

extension JSON: CustomStringConvertible {
    var description: String { String(decoding: value.encode(), as: UTF8.self) }
}
