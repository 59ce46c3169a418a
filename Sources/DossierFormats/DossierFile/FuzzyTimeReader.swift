import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire
import DossierYAML

/// Reads a FuzzyTime: one word ("2022-07-15"), or a mapping of `time` or the bounds, with the source's words.
struct FuzzyTimeReader {
    let context: ReadingContext

    /// What a mapping can hold.
    static let fields = ["time", "earliest", "latest", "precision", "text", "anchor"]

    func time(_ node: YAMLNode, _ path: String) -> JSONValue? {
        switch node.content {
        case .scalar(let text, _):
            guard let notation = FuzzyTimeNotation(text) else {
                return refuse(node, path, "\"\(text)\" is not a time; write \(FuzzyTimeNotation.allowed)")
            }
            return .object(notation.members)
        case .mapping(let mapping): return time(mapping, node, path)
        case .sequence:
            return refuse(node, path, "must be a time or a mapping of \(Self.fields.joined(separator: ", "))")
        }
    }

    private func time(_ mapping: [YAMLEntry], _ node: YAMLNode, _ path: String) -> JSONValue? {
        var bounds: [JSONValue.Member] = []
        var words: [JSONValue.Member] = []
        var precision: JSONValue?
        for entry in mapping {
            let (name, value) = (entry.key, entry.value)
            let path = "\(path).\(name)"
            switch name {
            case "time":
                guard case .object(let members)? = time(value, path) else { return nil }
                bounds.append(contentsOf: members.filter { $0.name != "precision" })
                precision = members.first { $0.name == "precision" }?.value
            case "earliest", "latest":
                guard let bound = bound(name, value, path) else { return nil }
                bounds.append(bound)
            case "precision": precision = own(name, value, path) ?? precision
            case "text", "anchor":
                guard let text = own(name, value, path) else { return nil }
                words.append(JSONValue.Member(name, text))
            default:
                context.refuse(entry.place, path, "no such field", name: name, known: Self.fields)
            }
        }
        guard Set(bounds.map(\.name)).count == bounds.count else {
            return refuse(node, path, "give either time or earliest and latest, not both")
        }
        let known = bounds.count == 2 ? "PRECISION_RANGE" : "PRECISION_OPEN"
        return .object(bounds + [JSONValue.Member("precision", precision ?? .string(known))] + words)
    }

    private func bound(_ name: String, _ node: YAMLNode, _ path: String) -> JSONValue.Member? {
        guard let text = node.text, let instant = instant(text, isEarliest: name == "earliest") else {
            context.refuse(
                node.place,
                path,
                "must be a time as 2022-07-15, 2022-09-07T10:00:00Z or, exactly, 2022-09-07T10:00:00.000Z"
            )
            return nil
        }
        return JSONValue.Member(name, .string(instant))
    }

    /// A second, as what is longer, means its first or last instant; with a fraction it is an instant itself.
    private func instant(_ text: String, isEarliest: Bool) -> String? {
        if let time = CalendarTime(text) { return isEarliest ? time.earliest : time.latest }
        return text.contains(".") && TimestampText.decode(text) != nil ? text : nil
    }

    /// One of the message's own fields.
    private func own(_ name: String, _ node: YAMLNode, _ path: String) -> JSONValue? {
        let type: MessageDescriptor = dossier__v1__fuzzy_time__type()
        return protobuf_c_message_descriptor_get_field_by_name(type, name).flatMap {
            ScalarReader(context: context).value(node, $0, of: type, path)
        }
    }

    private func refuse(_ node: YAMLNode, _ path: String, _ message: String) -> JSONValue? {
        context.refuse(node.place, path, message)
        return nil
    }
}
