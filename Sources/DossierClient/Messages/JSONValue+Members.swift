import DossierWire

extension JSONValue {
    /// A string's text; nil of any other value.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// A whole number, whether written as one or, as 64-bit ones are, as a string; nil of any other value.
    public var count: Int? {
        switch self {
        case .number(let text), .string(let text): Int(text)
        default: nil
        }
    }

    /// The elements of an object's member that is an array; none when there is no such member.
    public func elements(_ name: String) -> [JSONValue] {
        if case .array(let elements)? = self[name] { elements } else { [] }
    }

    /// The object's members; none of any other value.
    public var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The object with one member set, in its place if it is there.
    public func setting(_ name: String, _ value: JSONValue) -> JSONValue {
        var members = members
        if let index = members.firstIndex(where: { $0.name == name }) {
            members[index].value = value
        } else {
            members.append(Member(name, value))
        }
        return .object(members)
    }
}

extension JSONValue {
    /// The object with another's members in it (RFC 7386): objects are merged, null removes, all else replaces. Names
    /// in snake_case mean those in lowerCamelCase.
    public func merging(_ patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var members = members
        for change in changes {
            let name = Self.plain(change.name)
            let index = members.firstIndex { Self.plain($0.name) == name }
            if change.value == .null {
                if let index { members.remove(at: index) }
            } else if let index {
                members[index].value = members[index].value.merging(change.value)
            } else {
                members.append(Member(change.name, change.value))
            }
        }
        return .object(members)
    }

    private static func plain(_ name: String) -> String { name.replacing("_", with: "").lowercased() }
}
