import DossierClient
import DossierWire

/// The rows of a listing: the columns that a kind usually has, or the fields that were asked for.
struct ListView {
    private(set) var table: Table
    private let kind: ResourceKind
    /// Nil: the usual ones.
    private let columns: [FieldColumn]?

    /// - Parameter fields: paths; empty: the usual columns.
    init(_ kind: ResourceKind, _ fields: [String]) {
        self.kind = kind
        columns = fields.isEmpty ? nil : fields.filter { $0 != "name" }.map { FieldColumn($0, of: kind) }
        table = Table(columns.map { ["ID"] + $0.map(\.heading) } ?? ResourceTable.headings(kind))
    }

    mutating func add(_ resource: JSONValue) {
        guard let columns else { return table.add(ResourceTable.cells(resource, kind)) }
        table.add([Words.id(resource["name"], kind)] + columns.map { $0.text(of: resource) })
    }
}
