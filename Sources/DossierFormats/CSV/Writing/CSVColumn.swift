import CDossierProtos
import CProtobufC
import DossierClient
import DossierWire

/// A column of CSV: a field of a resource, or a field's field.
struct CSVColumn {
    /// With the names of the .proto file: "victims.actor".
    let name: String
    /// The members' names in JSON, and whether each repeats.
    private let path: [(member: String, repeats: Bool)]
    private let content: Content

    private enum Content {
        case text
        case word(EnumNotation)
        case number
    }

    /// What writers can set, in the order of the .proto file.
    static func all(of kind: ResourceKind) -> [CSVColumn] { columns(of: kind.descriptor, isResource: true) }

    private static func columns(of type: MessageDescriptor, isResource: Bool = false) -> [CSVColumn] {
        (0..<Int(type.pointee.n_fields)).flatMap { index -> [CSVColumn] in
            let field = type.pointee.fields[index]
            let name = String(cString: field.name)
            if isResource, ResourceKind.isServerField(name) { return [] }
            let step = (member: JSONName.camel(name), repeats: field.label == PROTOBUF_C_LABEL_REPEATED)
            let inner = field.type == PROTOBUF_C_TYPE_MESSAGE ? field.descriptor : nil
            guard let inner = inner?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self),
                inner != google__protobuf__timestamp__type()
            else { return [CSVColumn(name: name, path: [step], content: content(of: field))] }
            return columns(of: inner).map {
                CSVColumn(name: "\(name).\($0.name)", path: [step] + $0.path, content: $0.content)
            }
        }
    }

    private static func content(of field: ProtobufCFieldDescriptor) -> Content {
        switch field.type {
        case PROTOBUF_C_TYPE_STRING: .text
        case PROTOBUF_C_TYPE_ENUM:
            .word(EnumNotation(field.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)))
        default: .number
        }
    }

    /// The column's part of a resource.
    func cell(of fields: JSONValue) -> String {
        let text = text(of: fields, path[...], separators: ["|", ";"])
        if case .text = content { return CSVNotation.guarded(text) }
        return text
    }

    private func text(
        of value: JSONValue,
        _ rest: ArraySlice<(member: String, repeats: Bool)>,
        separators: ArraySlice<String>
    ) -> String {
        guard let step = rest.first else { return leaf(value, isInList: separators.count < 2) }
        guard let inner = value[step.member] else { return "" }
        guard step.repeats, case .array(let elements) = inner else {
            return text(of: inner, rest.dropFirst(), separators: separators)
        }
        return elements.map { text(of: $0, rest.dropFirst(), separators: separators.dropFirst()) }
            .joined(separator: separators.first ?? " ")
    }

    private func leaf(_ value: JSONValue, isInList: Bool) -> String {
        switch (value, content) {
        case (.string(let name), .word(let words)): words.word(name) ?? name
        case (.string(let text), _): isInList ? CSVNotation.escaped(text) : text
        case (.number(let text), _): text
        case (.bool(let truth), _): "\(truth)"
        default: ""
        }
    }
}
