import CProtobufC
import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// Reads one word as a field's value: a text, a name, an enum's word, a number, a truth.
struct ScalarReader {
    let context: ReadingContext

    func value(
        _ node: YAMLNode,
        _ field: UnsafePointer<ProtobufCFieldDescriptor>,
        of type: MessageDescriptor,
        _ path: String
    ) -> JSONValue? {
        guard context.takes(node, path) else { return nil }
        guard case .scalar(let text, let isPlain) = node.content else {
            return refuse(node, path, "must be a single value")
        }
        guard !(isPlain && ["", "~", "null"].contains(text)) else {
            return refuse(node, path, "has no value; leave it out, or write one")
        }
        switch field.pointee.type {
        case PROTOBUF_C_TYPE_STRING: return string(text, node, ReferenceFields.kinds(field, of: type), path)
        case PROTOBUF_C_TYPE_ENUM: return word(text, node, field, path)
        case PROTOBUF_C_TYPE_BOOL:
            if text == "true" || text == "false" { return .bool(text == "true") }
            return refuse(node, path, "must be true or false")
        case PROTOBUF_C_TYPE_DOUBLE:
            return Double(text)?.isFinite == true ? .number(text) : refuse(node, path, "must be a number")
        default: return Int32(text).map { .number("\($0)") } ?? refuse(node, path, "must be a whole number")
        }
    }

    private func string(_ text: String, _ node: YAMLNode, _ kinds: [ResourceKind], _ path: String) -> JSONValue? {
        if kinds.isEmpty { return .string(text) }
        switch context.names.resolve(text, kinds) {
        case .name(let name): return .string(name)
        case .refused(let reason): return refuse(node, path, reason)
        }
    }

    private func word(
        _ text: String,
        _ node: YAMLNode,
        _ field: UnsafePointer<ProtobufCFieldDescriptor>,
        _ path: String
    ) -> JSONValue? {
        let notation = EnumNotation(field.pointee.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self))
        if let name = notation.name(text) { return .string(name) }
        let message = "\"\(text)\" is not one of its words"
        context.refuse(node.place, path, message, name: text.lowercased(), known: notation.words)
        return nil
    }

    private func refuse(_ node: YAMLNode, _ path: String, _ message: String) -> JSONValue? {
        context.refuse(node.place, path, message)
        return nil
    }
}
