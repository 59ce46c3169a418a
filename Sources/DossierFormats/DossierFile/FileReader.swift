import CDossierProtos
import CProtobufC
import DossierClient
import DossierCore
import DossierWire
import Yams

/// Reads a whole file: first all names, so that references may point forward, then the resources.
struct FileReader {
    let context: ReadingContext

    private static let sections = ResourceKind.allCases.map(\.rawValue)

    func dossier(_ root: Node) -> Dossier {
        guard case .mapping(let mapping) = root else {
            context.refuse(root, "", "must be a mapping of \(Self.sections.joined(separator: ", "))")
            return Dossier([])
        }
        var entries: [ResourceKind: [(id: String, key: Node, value: Node)]] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            if let kind = ResourceKind(rawValue: name) {
                entries[kind] = section(value, kind)
            } else if name != "defaults" {
                let hint = NearestName.of(name, among: Self.sections + ["defaults"]).map { "did you mean \"\($0)\"?" }
                let allowed = "allowed are defaults, \(Self.sections.joined(separator: ", "))"
                context.refuse(key, name, "no such section; \(hint ?? allowed)")
            }
        }
        if let defaults = mapping["defaults"] { readDefaults(defaults) }
        return Dossier(
            ResourceKind.allCases.flatMap { kind in (entries[kind] ?? []).compactMap { resource($0, kind) } }
        )
    }

    private func section(_ node: Node, _ kind: ResourceKind) -> [(id: String, key: Node, value: Node)] {
        guard case .mapping(let mapping) = node else {
            context.refuse(node, "\(kind)", "must be a mapping from a local name to its \(kind.field)")
            return []
        }
        return mapping.compactMap { key, value in
            let id = key.scalar?.string ?? ""
            guard ResourceKind.isID(id) else {
                let allowed = "1 to \(Limits.idCharacters) of a-z, 0-9 and \"-\", starting with a letter"
                context.refuse(key, "\(kind).\(id)", "is not a local name; write \(allowed)")
                return nil
            }
            context.names.insert(id, kind)
            return (id, key, value)
        }
    }

    private func readDefaults(_ node: Node) {
        guard case .mapping(let mapping) = node else {
            return context.refuse(node, "defaults", "must be a mapping of tlp and source")
        }
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            let path = "defaults.\(name)"
            switch name {
            case "tlp": context.defaultTlp = word(value, dossier__v1__statement__type(), name, path)
            case "source": context.defaultSource = word(value, dossier__v1__appearance__type(), name, path)
            default: context.refuse(key, path, "no such default; allowed are tlp and source")
            }
        }
    }

    private func word(_ node: Node, _ type: MessageDescriptor, _ name: String, _ path: String) -> String? {
        guard let field = protobuf_c_message_descriptor_get_field_by_name(type, name),
            case .string(let text)? = ScalarReader(context: context).value(node, field, of: type, path)
        else { return nil }
        return text
    }

    private func resource(_ entry: (id: String, key: Node, value: Node), _ kind: ResourceKind) -> DossierResource? {
        let path = "\(kind).\(entry.id)"
        let reader = MessageReader(context: context)
        guard let fields = reader.message(entry.value, kind.descriptor, path, isResource: true) else { return nil }
        return DossierResource(kind, id: entry.id, fields: fields, place: ReadingContext.place(entry.key))
    }
}
