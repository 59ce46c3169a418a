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
    /// - Parameter made: with what the row has made before; all of it is counted there.
    /// - Throws: that it is too much.
    func node(_ row: CSVRowReader, _ made: inout CSVRowValues) throws(Finding) -> YAMLNode? {
        let place = row.place
        switch self {
        case .constant(let node):
            try made.count(node)
            return node
        case .text(let text):
            guard let text = try text(row, &made) else { return nil }
            return try made.node(.scalar(text, isPlain: false), at: place)
        case .cell(let rule):
            var values: [YAMLNode] = []
            for value in try rule.values(row, &made) {
                values.append(try made.node(.scalar(value, isPlain: false), at: place))
            }
            guard rule.separator != nil, !values.isEmpty else { return values.first }
            return try made.node(.sequence(values), at: place)
        case .each(let rule, let template):
            var elements: [YAMLNode] = []
            for value in try rule.values(row, &made) {
                if let node = try template.node(row.inside(value), &made) { elements.append(node) }
            }
            return elements.isEmpty ? nil : try made.node(.sequence(elements), at: place)
        case .mapping(let members):
            var entries: [YAMLEntry] = []
            var saysSomething = false
            for (name, value) in members {
                guard let node = try value.node(row, &made) else { continue }
                entries.append(YAMLEntry(name, node, at: place))
                saysSomething = saysSomething || value.varies
            }
            return saysSomething ? try made.node(.mapping(entries), at: place) : nil
        case .list(let elements):
            var said: [YAMLNode] = []
            for element in elements { if let node = try element.node(row, &made) { said.append(node) } }
            return said.isEmpty ? nil : try made.node(.sequence(said), at: place)
        }
    }

    /// Whether it can differ from row to row.
    var varies: Bool { if case .constant = self { false } else { true } }
}
