import CProtobufC
import DossierClient
import DossierCore
import DossierWire

/// Writes the resources of one kind as CSV (RFC 4180): a heading, and a row for each.
///
/// A column is a field, or a field's field: `occurred.earliest`. What repeats stands in one cell with | between its
/// elements, and with ; between those of a list inside; a backslash before one of the three means the sign itself.
public struct CSVWriter: ExportWriter {
    /// The one.
    public let kinds: [ResourceKind]
    private let columns: [CSVColumn]

    /// Of one kind.
    public init(_ kind: ResourceKind) {
        kinds = [kind]
        columns = CSVColumn.all(of: kind)
    }

    /// The columns' names.
    public mutating func begin(sequence: UInt64, to output: inout [UInt8]) {
        CSVNotation.write(["name"] + columns.map(\.name), to: &output)
    }

    /// A row.
    public mutating func write(
        _ resource: ExportedResource,
        beside others: [String: JSONValue],
        to output: inout [UInt8]
    ) {
        CSVNotation.write([resource.name] + columns.map { $0.cell(of: resource.fields) }, to: &output)
    }
}
