import DossierClient
import DossierCore

/// Reads one of the tables, thing by thing: an incident is one row, an attribution one or more.
final class EuRepoCReader<Table: EuRepoCTable>: ImportReader {
    private(set) var tally = ImportTally(unit: "rows")
    private(set) var remarks = ImportRemarks()

    private let spool: ResourceSpool
    /// The hashes of the names of what is in the spool.
    private var made: Set<Int> = []

    /// Surveys the table.
    init(_ rows: CSVTable, _ table: Table) throws(Status) {
        spool = try ResourceSpool()
        try make(Table.source)
        try make(EuRepoC.actor)
        let columns = Dictionary(uniqueKeysWithValues: zip(rows.columns, 0...))
        var table = table
        let scattered = try EuRepoCSurvey.scattered(&table, columns, in: rows)
        var survey = EuRepoCSurvey(table, columns, scattered: scattered)
        try rows.forEach { row throws(Status) in try make(survey.add(row)) }
        try make(survey.end())
        tally = survey.tally
        remarks = survey.remarks
        for column in rows.columns where !Table.known.contains(column) {
            remarks.note(.leftOut, column, "is no column that this table is known to have")
        }
    }

    var counts: [ResourceKind: Int] { spool.counts }

    func read(_ kind: ResourceKind, _ body: (DossierResource) async throws(Status) -> Void) async throws(Status) {
        try await spool.read(kind, body)
    }

    private func make(_ thing: EuRepoCThing?) throws(Status) {
        for kind in ResourceKind.allCases {
            for resource in thing?.resources(kind) ?? [] { try make(resource) }
        }
    }

    private func make(_ resource: DossierResource) throws(Status) {
        if made.insert(resource.name.hashValue).inserted { try spool.append(resource) }
    }
}
