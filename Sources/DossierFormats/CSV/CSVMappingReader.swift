import DossierClient
import DossierCore
import DossierYAML

/// Reads the sections of a mapping.
struct CSVMappingReader {
    private let context: ReadingContext

    private static let sections = ["separator", "absent"] + ResourceKind.allCases.map(\.rawValue)

    init(file: String) {
        context = ReadingContext(file: file)
        context.names.isOpen = true
    }

    /// What is wrong so far.
    var findings: [Finding] { context.findings }

    /// All but the resources.
    func head(_ root: YAMLNode) -> CSVMapping {
        var mapping = CSVMapping()
        for entry in entries(root) {
            switch entry.key {
            case "separator":
                if let separator = separator(entry.value) { mapping.separator = separator }
            case "absent": mapping.absent = Set(texts(entry.value, "absent"))
            case let name where ResourceKind(rawValue: name) != nil: break
            case let name: context.refuse(entry.place, name, "no such section", name: name, known: Self.sections)
            }
        }
        return mapping
    }

    /// What is made of each row.
    func resources(_ root: YAMLNode, columns: [String]) -> [CSVResource] {
        let reader = CSVTemplateReader(context: context, columns: columns)
        return entries(root).flatMap { entry -> [CSVResource] in
            guard let kind = ResourceKind(rawValue: entry.key) else { return [] }
            guard case .sequence(let nodes) = entry.value.content else {
                context.refuse(entry.value.place, entry.key, "must be a list: what one row makes")
                return []
            }
            return nodes.enumerated().compactMap { reader.resource($1, kind, "\(kind)[\($0)]") }
        }
    }

    private func entries(_ root: YAMLNode) -> [YAMLEntry] {
        if case .mapping(let entries) = root.content { return entries }
        if findings.isEmpty {
            context.refuse(root.place, "", "must be a mapping of \(Self.sections.joined(separator: ", "))")
        }
        return []
    }

    private func separator(_ node: YAMLNode) -> UInt8? {
        let byte = node.text.flatMap { $0.utf8.count == 1 ? $0.utf8.first : nil }
        guard let byte, byte < 0x80, !"\"\r\n".utf8.contains(byte) else {
            context.refuse(node.place, "separator", "must be one ASCII character, as \";\" or \"\\t\"")
            return nil
        }
        return byte
    }

    private func texts(_ node: YAMLNode, _ path: String) -> [String] {
        let nodes = if case .sequence(let elements) = node.content { elements } else { [node] }
        return nodes.compactMap { element in
            if element.text == nil { context.refuse(element.place, path, "must be a text, or a list of texts") }
            return element.text
        }
    }
}
