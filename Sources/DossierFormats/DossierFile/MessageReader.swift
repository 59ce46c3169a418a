import CDossierProtos
import CProtobufC
import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// Reads YAML as a message of a known type, with the shorthands of dossier files, into proto3 JSON.
///
/// What is wrong is noted in the context, all of it; a part that is wrong is left out of the result.
struct MessageReader {
    let context: ReadingContext

    /// A message; of a resource, without the fields that only the server sets.
    func message(_ node: YAMLNode, _ type: MessageDescriptor, _ path: String, isResource: Bool = false) -> JSONValue? {
        guard context.takes(node, path) else { return nil }
        if type == dossier__v1__fuzzy_time__type() { return FuzzyTimeReader(context: context).time(node, path) }
        if case .scalar(let text, _) = node.content, let short = shorthand(text, node, type, path) { return short }
        guard case .mapping(let mapping) = node.content else {
            let fields = Self.fields(type, isResource: isResource).joined(separator: ", ")
            context.refuse(node.place, path, "must be a mapping with some of \(fields)")
            return nil
        }
        var members: [JSONValue.Member] = []
        for entry in mapping where !context.isFull {
            if let member = member(entry, type, path, isResource: isResource) { members.append(member) }
        }
        addDefaults(to: &members, type, isResource: isResource)
        return .object(members)
    }

    private func member(
        _ entry: YAMLEntry,
        _ type: MessageDescriptor,
        _ path: String,
        isResource: Bool
    ) -> JSONValue.Member? {
        let name = entry.key
        let path = "\(path).\(name)"
        let isServers = isResource && ResourceKind.serverFields.contains(name)
        guard !isServers else {
            context.refuse(entry.place, path, "only the server sets this; leave it out")
            return nil
        }
        guard let field = protobuf_c_message_descriptor_get_field_by_name(type, name) else {
            let known = Self.fields(type, isResource: isResource)
            context.refuse(entry.place, path, "no such field", name: name, known: known)
            return nil
        }
        return self.value(entry.value, field, of: type, path).map { JSONValue.Member(name, $0) }
    }

    /// A field's value, one or several.
    func value(
        _ node: YAMLNode,
        _ field: UnsafePointer<ProtobufCFieldDescriptor>,
        of type: MessageDescriptor,
        _ path: String
    ) -> JSONValue? {
        guard field.pointee.label == PROTOBUF_C_LABEL_REPEATED else { return one(node, field, of: type, path) }
        guard case .sequence(let sequence) = node.content else {
            return one(node, field, of: type, path).map { .array([$0]) }
        }
        return .array(
            sequence.enumerated().compactMap { index, element in one(element, field, of: type, "\(path)[\(index)]") }
        )
    }

    private func one(
        _ node: YAMLNode,
        _ field: UnsafePointer<ProtobufCFieldDescriptor>,
        of type: MessageDescriptor,
        _ path: String
    ) -> JSONValue? {
        if field.pointee.type == PROTOBUF_C_TYPE_MESSAGE {
            return message(
                node,
                field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self),
                path
            )
        }
        return ScalarReader(context: context).value(node, field, of: type, path)
    }

    /// A message written as one word: `about: [x]`, `hedge: "according to ..."`, `admiralty: B2`.
    private func shorthand(_ text: String, _ node: YAMLNode, _ type: MessageDescriptor, _ path: String) -> JSONValue? {
        if type == dossier__v1__admiralty__type() { return admiralty(text, node, path) }
        let shorthands: [(MessageDescriptor, String)] = [
            (dossier__v1__reference__type(), "name"), (dossier__v1__alias__type(), "value"),
            (dossier__v1__hedge__type(), "text"),
        ]
        guard let name = shorthands.first(where: { $0.0 == type })?.1,
            let field = protobuf_c_message_descriptor_get_field_by_name(type, name)
        else { return nil }
        return .object(value(node, field, of: type, path).map { [JSONValue.Member(name, $0)] } ?? [])
    }

    private func admiralty(_ text: String, _ node: YAMLNode, _ path: String) -> JSONValue {
        guard let match = text.uppercased().wholeMatch(of: /([A-F])([1-6])/) else {
            context.refuse(node.place, path, "must be A to F and 1 to 6, as B2")
            return .object([])
        }
        return .object([
            JSONValue.Member("reliability", .string("SOURCE_RELIABILITY_\(match.1)")),
            JSONValue.Member("credibility", .string("INFORMATION_CREDIBILITY_\(match.2)")),
        ])
    }

    private func addDefaults(to members: inout [JSONValue.Member], _ type: MessageDescriptor, isResource: Bool) {
        func add(_ name: String, _ value: String?) {
            guard let value, !members.contains(where: { $0.name == name }) else { return }
            members.append(JSONValue.Member(name, .string(value)))
        }
        if isResource { add("tlp", context.defaultTlp) }
        if type == dossier__v1__appearance__type() { add("source", context.defaultSource) }
    }

    /// The names of the fields that a writer can set.
    static func fields(_ type: MessageDescriptor, isResource: Bool) -> [String] {
        UnsafeBufferPointer(start: type.pointee.fields, count: Int(type.pointee.n_fields))
            .map { String(cString: $0.name) }
            .filter { !isResource || !ResourceKind.serverFields.contains($0) }
    }
}
