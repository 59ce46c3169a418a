import DossierClient
import DossierCore
import DossierYAML

/// Reads a CSV file by a mapping of its columns.
///
/// A row of which any part cannot be read makes nothing at all. Of a row it holds the hashes of what it makes.
final class CSVReader: ImportReader {
    private(set) var tally = ImportTally(unit: "rows")
    private(set) var remarks = ImportRemarks()

    private let mapping: CSVMapping
    private let spool: ResourceSpool
    /// By the name of a resource, the hash of what it is: the first one of a name counts.
    private var made: [Int: Int] = [:]

    /// Surveys the file.
    /// - Parameter mapping: which column becomes which field, in YAML.
    /// - Throws: `Findings` about the mapping, or a `Status` about one of the files.
    init(_ file: ImportFile, mapping: ImportFile) throws {
        var table: CSVTable?
        self.mapping = try CSVMapping.read(mapping) { separator throws(Status) in
            let opened = try CSVTable(file, separator: separator)
            table = opened
            return opened.columns
        }
        spool = try ResourceSpool()
        try table!.forEach { row throws(Status) in try survey(row) }
    }

    var counts: [ResourceKind: Int] { spool.counts }

    func read(_ kind: ResourceKind, _ body: (DossierResource) async throws(Status) -> Void) async throws(Status) {
        try await spool.read(kind, body)
    }

    private func survey(_ row: CSVRow) throws(Status) {
        tally.things += 1
        if let fault = row.fault { return remarks.note(.damaged, "row", fault, at: row.place) }
        let reader = CSVRowReader(row, absent: mapping.absent)
        var made = CSVRowValues()
        var resources: [DossierResource] = []
        do throws(Finding) {
            for template in mapping.resources { resources += try template.resources(reader, &made) }
        } catch {
            return remarks.note(.damaged, error.path, error.message, at: row.place)
        }
        for word in made.unknown {
            remarks.note(.leftOut, word.column, "is not among the words of the mapping", id: word.word, at: row.place)
        }
        try settle(row, resources)
    }

    /// Whether a row becomes resources of its own, a part of others, or nothing.
    private func settle(_ row: CSVRow, _ resources: [DossierResource]) throws(Status) {
        var isNew = false
        var differing: DossierResource?
        for resource in resources {
            let (key, value) = (resource.name.hashValue, resource.fields.encode().hashValue)
            if made[key] == nil {
                made[key] = value
                try spool.append(resource)
                isNew = true
            } else if made[key] != value {
                differing = resource
            }
        }
        if isNew { tally.understood += 1 }
        if let differing {
            let reason = "an earlier row makes another of that id"
            remarks.note(isNew ? .leftOut : .duplicate, differing.kind.field, reason, id: differing.id, at: row.place)
        } else if resources.isEmpty {
            remarks.note(.notUnderstood, "row", "says nothing that the mapping asks for", at: row.place)
        } else if !isNew {
            tally.folded += 1
        }
    }
}
