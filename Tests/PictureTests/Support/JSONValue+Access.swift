import DossierWire

extension JSONValue? {
    /// The elements of an array; none of anything else.
    var elements: [JSONValue] {
        if case .array(let elements)? = self { elements } else { [] }
    }

    /// A text; empty when it is none.
    var text: String {
        if case .string(let text)? = self { text } else { "" }
    }

    /// A number; 0 when it is none.
    var integer: Int {
        if case .number(let digits)? = self { Int(digits) ?? 0 } else { 0 }
    }
}

extension JSONValue {
    /// The same with its members in the order of their names, and without those of some names.
    func sorted(without names: Set<String>) -> JSONValue {
        switch self {
        case .array(let elements):
            .array(elements.map { $0.sorted(without: names) })
        case .object(let members):
            .object(
                members.filter { !names.contains($0.name) }
                    .map { .init($0.name, $0.value.sorted(without: names)) }
                    .sorted { $0.name < $1.name }
            )
        default: self
        }
    }
}
