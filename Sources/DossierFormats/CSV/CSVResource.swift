import DossierClient
import DossierYAML

/// What a mapping makes of each row: one resource, or one for each value of a cell.
struct CSVResource: Sendable {
    let kind: ResourceKind
    /// Of its id.
    let id: CSVText
    /// The cell that is taken apart; nil: the row makes one.
    let each: CSVCellRule?
    /// Columns without which a row makes none.
    let needs: [Int]
    /// By the names of the fields.
    let fields: [(name: String, value: CSVTemplate)]

    /// What a row makes; an error says which field takes what it does not, or that it is too much.
    func resources(_ row: CSVRowReader, _ made: inout CSVRowValues) throws(Finding) -> [DossierResource] {
        guard needs.allSatisfy({ row.cell($0) != nil }) else { return [] }
        guard let each else { return try resource(row, &made).map { [$0] } ?? [] }
        var resources: [DossierResource] = []
        for value in try each.values(row, &made) {
            if let resource = try resource(row.inside(value), &made) { resources.append(resource) }
        }
        return resources
    }

    private func resource(_ row: CSVRowReader, _ made: inout CSVRowValues) throws(Finding) -> DossierResource? {
        guard let text = try id(row, &made) else { return nil }
        let id = CSVText.id(text)
        let place = row.place
        var entries: [YAMLEntry] = []
        for (name, value) in fields {
            if let node = try value.node(row, &made) { entries.append(YAMLEntry(name, node, at: place)) }
        }
        let context = ReadingContext(file: "")
        context.names.isOpen = true
        let node = try made.node(.mapping(entries), at: place)
        let value = MessageReader(context: context).message(node, kind.descriptor, kind.rawValue, isResource: true)
        if let finding = context.findings.first { throw finding }
        return value.map { DossierResource(kind, id: id, fields: $0, place: place) }
    }
}
