import CProtobufC
import DossierClient
import DossierWire

/// A place in the resources of a kind where names of others stand: `appearances.source`.
struct ReferencePath: Sendable {
    /// As a field mask has it, with the names of the .proto file.
    let mask: String
    /// The members' names in JSON.
    private let members: [String]

    private init(_ fields: [String]) {
        mask = fields.joined(separator: ".")
        members = fields.map(JSONName.camel)
    }

    /// Of each kind, in the order of the .proto file.
    static let all: [ResourceKind: [ReferencePath]] = Dictionary(
        uniqueKeysWithValues: ResourceKind.allCases.map { ($0, paths(in: $0.descriptor, [])) }
    )

    /// The names that a resource refers to; some may stand twice.
    static func names(in resource: JSONValue, _ kind: ResourceKind) -> [String] {
        var names: [String] = []
        for path in all[kind] ?? [] { path.collect(from: resource, path.members[...], into: &names) }
        return names
    }

    private func collect(from value: JSONValue, _ rest: ArraySlice<String>, into names: inout [String]) {
        switch value {
        case .array(let elements): for element in elements { collect(from: element, rest, into: &names) }
        case .object:
            if let name = rest.first, let inner = value[name] { collect(from: inner, rest.dropFirst(), into: &names) }
        case .string(let text): if rest.isEmpty, !text.isEmpty { names.append(text) }
        default: break
        }
    }

    private static func paths(in type: MessageDescriptor, _ parents: [String]) -> [ReferencePath] {
        UnsafeBufferPointer(start: type.pointee.fields, count: Int(type.pointee.n_fields)).indices.flatMap { index in
            let field = type.pointee.fields + index
            let path = parents + [String(cString: field.pointee.name)]
            if field.pointee.type == PROTOBUF_C_TYPE_MESSAGE {
                return paths(
                    in: field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self),
                    path
                )
            }
            return ReferenceFields.kinds(field, of: type).isEmpty ? [] : [ReferencePath(path)]
        }
    }
}
