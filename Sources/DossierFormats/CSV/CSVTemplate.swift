import DossierYAML

/// A part of a mapping: what a dossier file would have there, but for the cells of a row.
indirect enum CSVTemplate: Sendable {
    /// The same in every row.
    case constant(YAMLNode)
    case text(CSVText)
    case cell(CSVCellRule)
    /// What each value of a cell becomes.
    case each(CSVCellRule, CSVTemplate)
    /// By the names of the fields; at least one differs from row to row.
    case mapping([(name: String, value: CSVTemplate)])
    case list([CSVTemplate])

    /// What it is for a row; nil when the row says nothing of it.
    /// - Parameter unknown: gets the words that the mapping does not list.
    func node(_ row: CSVRowReader, _ unknown: inout [CSVCellRule.Unknown]) -> YAMLNode? {
        let place = row.row.place
        switch self {
        case .constant(let node): return node
        case .text(let text): return text(row).map { YAMLNode(.scalar($0, isPlain: false), at: place) }
        case .cell(let rule):
            let values = rule.values(row, &unknown).map { YAMLNode(.scalar($0, isPlain: false), at: place) }
            guard rule.separator != nil, !values.isEmpty else { return values.first }
            return YAMLNode(.sequence(values), at: place)
        case .each(let rule, let template):
            var elements: [YAMLNode] = []
            for value in rule.values(row, &unknown) {
                var inner = row
                inner.element = value
                if let node = template.node(inner, &unknown) { elements.append(node) }
            }
            return elements.isEmpty ? nil : YAMLNode(.sequence(elements), at: place)
        case .mapping(let members):
            let said = members.map { ($0.name, $0.value, $0.value.node(row, &unknown)) }
            guard said.contains(where: { $1.varies && $2 != nil }) else { return nil }
            return YAMLNode(
                .mapping(said.compactMap { name, _, node in node.map { YAMLEntry(name, $0, at: place) } }),
                at: place
            )
        case .list(let elements):
            let said = elements.compactMap { $0.node(row, &unknown) }
            return said.isEmpty ? nil : YAMLNode(.sequence(said), at: place)
        }
    }

    /// Whether it can differ from row to row.
    var varies: Bool { if case .constant = self { false } else { true } }
}
