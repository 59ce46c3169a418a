import CDossierProtos
import DossierClient
import DossierWire

/// Any field's value for people, in the words of dossier files.
enum FieldText {
    /// On one line; empty when there is nothing.
    static func text(_ value: JSONValue?, _ type: FieldType?) -> String {
        switch value {
        case nil, .null: ""
        case .bool(let flag): "\(flag)"
        case .number(let number): number
        case .string(let text): self.text(text, type)
        case .array(let elements): elements.map { self.text($0, type) }.joined(separator: ", ")
        case .object(let members): object(members, value, type)
        }
    }

    private static func text(_ text: String, _ type: FieldType?) -> String {
        if let enumeration = type?.enumeration { return Words.word(.string(text), enumeration) }
        if type?.message == google__protobuf__timestamp__type() { return Words.moment(.string(text)) }
        return Words.id(.string(text))
    }

    private static func object(_ members: [JSONValue.Member], _ value: JSONValue?, _ type: FieldType?) -> String {
        if type?.message == dossier__v1__fuzzy_time__type() { return FuzzyTimeText.long(value) }
        let pairs = members.map { member in
            let own = type?.message.flatMap { FieldType(member.name, of: $0) }
            let text = text(member.value, own)
            let isList = if case .array = member.value { true } else { false }
            return "\(FieldType.snake(member.name)): \(isList ? "[\(text)]" : text)"
        }
        return "{\(pairs.joined(separator: ", "))}"
    }
}
