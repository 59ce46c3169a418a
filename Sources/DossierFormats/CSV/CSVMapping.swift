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
        let name = file.name
        guard let text = String(validating: try file.contents(), as: UTF8.self) else {
            throw Findings(name, "is not UTF-8")
        }
        let root: YAMLNode?
        do {
            root = try YAMLNode.parse(text)
        } catch {
            throw Findings(error, in: name)
        }
        guard let root else { throw Findings(name, "is empty") }
        let reader = CSVMappingReader(file: name)
        var mapping = reader.head(root)
        if reader.findings.isEmpty {
            mapping.resources = reader.resources(root, columns: try columns(mapping.separator))
        }
        guard reader.findings.isEmpty else { throw Findings(all: reader.findings) }
        return mapping
    }
}
