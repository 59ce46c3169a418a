import DossierClient
import DossierWire

/// A column of a table: the values at one path.
struct FieldColumn {
    let heading: String
    private let names: [String]
    private let kind: ResourceKind

    /// - Parameter path: "said.earliest", "victims.actor".
    init(_ path: String, of kind: ResourceKind) {
        heading = path.uppercased()
        names = path.split(separator: ".").map(String.init)
        self.kind = kind
    }

    /// Several, when the path leads through a list, with commas.
    func text(of resource: JSONValue) -> String {
        var values = [resource]
        var type: FieldType?
        var message: MessageDescriptor? = kind.descriptor
        for name in names {
            type = message.flatMap { FieldType(name, of: $0) }
            message = type?.message
            values = values.flatMap { Self.elements($0.member(name)) }
        }
        return values.map { FieldText.text($0, type) }.joined(separator: ", ")
    }

    private static func elements(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let elements)? = value { elements } else { value.map { [$0] } ?? [] }
    }
}

extension JSONValue {
    /// The member of a name in either form.
    fileprivate func member(_ name: String) -> JSONValue? {
        members.first { $0.name == name || FieldType.snake($0.name) == name }?.value
    }
}
