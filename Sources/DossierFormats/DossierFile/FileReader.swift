import CDossierProtos
import CProtobufC
import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// Reads a whole file: first all names, so that references may point forward, then the resources.
struct FileReader {
    let context: ReadingContext

    private static let sections = ResourceKind.allCases.map(\.rawValue)

    func dossier(_ root: YAMLNode) -> Dossier {
        guard case .mapping(let mapping) = root.content else {
            context.refuse(root.place, "", "must be a mapping of \(Self.sections.joined(separator: ", "))")
            return Dossier([])
        }
        var entries: [ResourceKind: [YAMLEntry]] = [:]
        for entry in mapping {
            let name = entry.key
            if let kind = ResourceKind(rawValue: name) {
                entries[kind] = section(entry.value, kind)
            } else if name != "defaults" {
                context.refuse(
                    entry.place,
                    name,
                    "no such section",
                    name: name,
                    known: ["defaults"] + Self.sections
                )
            }
        }
        if let defaults = mapping.first(where: { $0.key == "defaults" }) { readDefaults(defaults.value) }
        return Dossier(
            ResourceKind.allCases.flatMap { kind in (entries[kind] ?? []).compactMap { resource($0, kind) } }
        )
    }

    private func section(_ node: YAMLNode, _ kind: ResourceKind) -> [YAMLEntry] {
        guard case .mapping(let mapping) = node.content else {
            context.refuse(node.place, "\(kind)", "must be a mapping from a local name to its \(kind.field)")
            return []
        }
        return mapping.filter { entry in
            let id = entry.key
            guard ResourceKind.isID(id) else {
                let allowed = "1 to \(Limits.idCharacters) of a-z, 0-9 and \"-\", starting with a letter"
                context.refuse(entry.place, "\(kind).\(id)", "is not a local name; write \(allowed)")
                return false
            }
            context.names.insert(id, kind)
            return true
        }
    }

    private func readDefaults(_ node: YAMLNode) {
        guard case .mapping(let mapping) = node.content else {
            return context.refuse(node.place, "defaults", "must be a mapping of tlp and source")
        }
        for entry in mapping {
            let (name, value) = (entry.key, entry.value)
            let path = "defaults.\(name)"
            switch name {
            case "tlp": context.defaultTlp = word(value, dossier__v1__statement__type(), name, path)
            case "source": context.defaultSource = word(value, dossier__v1__appearance__type(), name, path)
            default: context.refuse(entry.place, path, "no such default; allowed are tlp and source")
            }
        }
    }

    private func word(_ node: YAMLNode, _ type: MessageDescriptor, _ name: String, _ path: String) -> String? {
        guard let field = protobuf_c_message_descriptor_get_field_by_name(type, name),
            case .string(let text)? = ScalarReader(context: context).value(node, field, of: type, path)
        else { return nil }
        return text
    }

    private func resource(_ entry: YAMLEntry, _ kind: ResourceKind) -> DossierResource? {
        let path = "\(kind).\(entry.key)"
        let reader = MessageReader(context: context)
        guard let fields = reader.message(entry.value, kind.descriptor, path, isResource: true) else { return nil }
        return DossierResource(kind, id: entry.key, fields: fields, place: entry.place)
    }
}
