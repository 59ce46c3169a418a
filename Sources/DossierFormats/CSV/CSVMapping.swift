import DossierClient
import DossierCore
import DossierYAML

/// Which column of a CSV file becomes which field of which resource: docs/import-csv.md describes the file that says so.
struct CSVMapping: Sendable {
    /// Between cells.
    var separator = UInt8(ascii: ",")
    /// Cells that say nothing.
    var absent: Set<String> = []
    /// In the order of the mapping.
    var resources: [CSVResource] = []

    /// Reads a mapping.
    /// - Parameter columns: of the CSV file, once its separator is known.
    /// - Throws: everything that is wrong with it, each with line, column and path; else why `columns` cannot be told.
    static func read(
        _ file: ImportFile,
        columns: (_ separator: UInt8) throws(Status) -> [String]
    ) throws -> CSVMapping {
        let root = try YAMLNode.root(of: try file.text(), in: file.name)
        let reader = CSVMappingReader(file: file.name)
        var mapping = reader.head(root)
        if reader.findings.isEmpty {
            mapping.resources = reader.resources(root, columns: try columns(mapping.separator))
        }
        guard reader.findings.isEmpty else { throw Findings(all: reader.findings) }
        return mapping
    }
}
