import DossierWire

/// Where a field stands in a resource, through its lists: "aliases.value" is every alias's, "aliases[Tirana].assertedBy"
/// that of those which say "Tirana". Names are proto3 JSON's.
struct FieldPath: Sendable, CustomStringConvertible {
    let description: String
    private let steps: ArraySlice<Step>

    private struct Step: Sendable {
        let name: String
        /// A value that one of the element's own fields must have.
        let selector: String?

        func elements(of value: JSONValue?) -> [JSONValue] {
            if case .array(let elements)? = value { elements } else { value.map { [$0] } ?? [] }
        }

        func selects(_ element: JSONValue) -> Bool {
            guard let selector else { return true }
            if case .object(let members) = element { return members.contains { $0.value.scalar == selector } }
            return element.scalar == selector
        }

        func replacingElements(of value: JSONValue, _ body: (JSONValue) -> JSONValue) -> JSONValue {
            if case .array(let elements) = value { return .array(elements.map { selects($0) ? body($0) : $0 }) }
            return selects(value) ? body(value) : value
        }
    }

    init(_ text: String) {
        description = text
        let matches = text.matches(of: /(\w+)(?:\[([^\]]+)\])?(?:\.|$)/)
        steps = matches.map { Step(name: String($0.1), selector: $0.2.map(String.init)) }[...]
    }

    private init(_ path: FieldPath) {
        description = path.description
        steps = path.steps.dropFirst()
    }

    /// The texts, numbers and truths that stand there.
    func values(in resource: JSONValue) -> [String] {
        guard let step = steps.first else { return resource.scalar.map { [$0] } ?? [] }
        return step.elements(of: resource[step.name]).filter(step.selects).flatMap(FieldPath(self).values)
    }

    /// The resource without what stands there; a value in its place, if one is given.
    func replacing(in resource: JSONValue, with value: JSONValue?) -> JSONValue {
        guard let step = steps.first, case .object(var members) = resource else { return resource }
        let rest = FieldPath(self)
        let index = members.firstIndex { $0.name == step.name }
        if rest.steps.isEmpty {
            if let index { members.remove(at: index) }
            if let value { members.append(.init(step.name, value)) }
        } else if let index {
            members[index].value = step.replacingElements(of: members[index].value) {
                rest.replacing(in: $0, with: value)
            }
        }
        return .object(members)
    }
}

extension JSONValue {
    fileprivate var scalar: String? {
        switch self {
        case .string(let text): text
        case .number(let digits): digits
        case .bool(let truth): "\(truth)"
        default: nil
        }
    }
}
