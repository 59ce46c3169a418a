import DossierClient
import DossierCore

/// Reads one of the tables, thing by thing: an incident is one row, an attribution one or more.
final class EuRepoCReader<Table: EuRepoCTable>: ImportReader {
    private(set) var counts: [ResourceKind: Int] = [.sources: 1]
    private(set) var tally = ImportTally(unit: "rows")
    private(set) var remarks = ImportRemarks()

    private let rows: CSVTable
    private let table: Table
    private let columns: [String: Int]

    /// Surveys the table.
    init(_ rows: CSVTable, _ table: Table) throws(Status) {
        (self.rows, self.table) = (rows, table)
        columns = Dictionary(uniqueKeysWithValues: zip(rows.columns, 0...))
        var survey = EuRepoCSurvey(table, columns)
        try rows.forEach { row throws(Status) in survey.add(row) }
        survey.end()
        tally = survey.tally
        remarks = survey.remarks
        for column in rows.columns where !Table.known.contains(column) {
            remarks.note(.leftOut, column, "is no column that this table is known to have")
        }
        counts.merge(survey.counts) { $1 }
    }

    func read(_ kind: ResourceKind, _ body: (DossierResource) async throws(Status) -> Void) async throws(Status) {
        guard counts[kind, default: 0] > 0 else { return }
        if kind == .sources { return try await body(Table.source) }
        if kind == .actors { try await body(EuRepoC.actor) }
        var survey = EuRepoCSurvey(table, columns)
        var given: Set<Int> = []
        try await rows.forEach { row async throws(Status) in
            guard let thing = survey.add(row) else { return }
            for resource in thing.resources(kind) where given.insert(resource.name.hashValue).inserted {
                try await body(resource)
            }
        }
        for resource in survey.end()?.resources(kind) ?? [] where given.insert(resource.name.hashValue).inserted {
            try await body(resource)
        }
    }
}
