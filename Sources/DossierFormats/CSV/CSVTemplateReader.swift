import CDossierProtos
import CProtobufC
import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// Reads what a mapping makes of a row. What is the same in every row is checked here and now; cells are when they come.
struct CSVTemplateReader {
    let context: ReadingContext
    /// Of the file, in its order.
    let columns: [String]

    private typealias Field = UnsafePointer<ProtobufCFieldDescriptor>

    /// One entry of a section.
    func resource(_ node: YAMLNode, _ kind: ResourceKind, _ path: String) -> CSVResource? {
        guard case .mapping(var entries) = node.content else {
            return refuse(node, path, "must be a mapping of id and fields of \(kind.field)")
        }
        func take(_ name: String) -> YAMLNode? {
            entries.firstIndex { $0.key == name }.map { entries.remove(at: $0).value }
        }
        let each = take("each").flatMap { rules.rule($0, "\(path).each") { _, _ in } }
        let needs = take("needs").map { rules.columns($0, "\(path).needs") } ?? []
        guard let idNode = take("id") else { return refuse(node, path, "has no id; write one, as acme-{ID}") }
        guard let id = id(idNode, "\(path).id") else { return nil }
        let fields = self.fields(entries, kind.descriptor, path, isResource: true)
        return CSVResource(kind: kind, id: id, each: each, needs: needs, fields: fields)
    }

    private var rules: CSVRuleReader { CSVRuleReader(context: context, columns: columns) }

    private func id(_ node: YAMLNode, _ path: String) -> CSVText? {
        guard let text = node.text, ResourceKind.isID(text) || text.prefixMatch(of: /[a-z][a-z0-9]*-/) != nil else {
            return refuse(node, path, "must begin with a word of your own and a hyphen, as acme-{ID}")
        }
        return self.text(text, node, path)
    }

    private func text(_ text: String, _ node: YAMLNode, _ path: String) -> CSVText? {
        do {
            return try CSVText(text, columns: columns)
        } catch {
            return refuse(node, path, error.message)
        }
    }

    private func fields(_ entries: [YAMLEntry], _ type: MessageDescriptor, _ path: String, isResource: Bool)
        -> [(name: String, value: CSVTemplate)]
    {
        entries.compactMap { entry in
            let path = "\(path).\(entry.key)"
            let isServers = isResource && ResourceKind.serverFields.contains(entry.key)
            guard !isServers, let field = protobuf_c_message_descriptor_get_field_by_name(type, entry.key) else {
                let known = MessageReader.fields(type, isResource: isResource)
                context.refuse(entry.place, path, "no such field", name: entry.key, known: known)
                return nil
            }
            return template(entry.value, field, type, path).map { (entry.key, $0) }
        }
    }

    private func template(_ node: YAMLNode, _ field: Field, _ type: MessageDescriptor, _ path: String) -> CSVTemplate? {
        if node.isConstant {
            _ = MessageReader(context: context).value(node, field, of: type, path)
            return .constant(node)
        }
        let inner: MessageDescriptor? =
            field.pointee.type == PROTOBUF_C_TYPE_MESSAGE
            ? field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self) : nil
        switch node.content {
        case .scalar(let text, _): return self.text(text, node, path).map(CSVTemplate.text)
        case .sequence(let elements):
            return .list(elements.enumerated().compactMap { template($1, field, type, "\(path)[\($0)]") })
        case .mapping(let entries) where node.isRule:
            guard
                let rule = rules.rule(
                    node,
                    path,
                    { _ = MessageReader(context: context).value($0, field, of: type, $1) }
                )
            else { return nil }
            guard let element = entries.first(where: { $0.key == "as" })?.value else { return .cell(rule) }
            return template(element, field, type, "\(path).as").map { .each(rule, $0) }
        case .mapping(let entries):
            guard let inner else { return refuse(node, path, "must be a value, or a mapping with column") }
            if inner == dossier__v1__fuzzy_time__type() { return time(entries, path).map(CSVTemplate.mapping) }
            return .mapping(fields(entries, inner, path, isResource: false))
        }
    }

    /// A time by its parts, which are shorthands, not the message's own fields.
    private func time(_ entries: [YAMLEntry], _ path: String) -> [(name: String, value: CSVTemplate)]? {
        entries.compactMap { entry in
            let path = "\(path).\(entry.key)"
            guard FuzzyTimeReader.fields.contains(entry.key) else {
                context.refuse(entry.place, path, "no such field", name: entry.key, known: FuzzyTimeReader.fields)
                return nil
            }
            if entry.value.isConstant { return (entry.key, .constant(entry.value)) }
            if entry.value.isRule {
                return rules.rule(entry.value, path) { _, _ in }.map { (entry.key, .cell($0)) }
            }
            guard let words = entry.value.text else { return refuse(entry.value, path, "must be a single value") }
            return text(words, entry.value, path).map { (entry.key, .text($0)) }
        }
    }

    private func refuse<Result>(_ node: YAMLNode, _ path: String, _ message: String) -> Result? {
        context.refuse(node.place, path, message)
        return nil
    }
}

extension YAMLNode {
    /// Whether it says how a cell becomes a value.
    fileprivate var isRule: Bool {
        if case .mapping(let entries) = content { entries.contains { $0.key == "column" } } else { false }
    }

    /// Whether it is the same in every row.
    fileprivate var isConstant: Bool {
        switch content {
        case .scalar(let text, _): !text.contains("{")
        case .sequence(let elements): elements.allSatisfy(\.isConstant)
        case .mapping(let entries): !isRule && entries.allSatisfy(\.value.isConstant)
        }
    }
}
