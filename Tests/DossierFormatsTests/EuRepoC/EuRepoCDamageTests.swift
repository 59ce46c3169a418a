import DossierClient
import DossierCore
import Testing

@testable import DossierFormats

/// A pair of an incident and an attribution is imported with all of its rows, or not at all.
@Suite struct EuRepoCDamageTests {
    /// Three rows of one pair between two other pairs: lines 2 to 6 of the table.
    private static let rows =
        EuRepoCFixture.crossed(id: "76", speakers: ["Alpha Agency"], initiators: ["Heron"])
        + EuRepoCFixture.crossed(id: "77", speakers: ["Alpha Agency"], initiators: ["Heron", "Crane", "Egret"])
        + EuRepoCFixture.crossed(id: "78", speakers: ["Alpha Agency"], initiators: ["Heron"])

    @Test(arguments: [
        Damage(row: 2, column: "attribution_date", value: "soon", left: [76, 78], damaged: [3]),
        Damage(row: 2, column: "attribution_ID", value: "State", left: [76, 78], damaged: [4, 3]),
        Damage(row: 2, column: "attributed_initiator", value: "Cr\u{fffd}ne", left: [76, 78], damaged: [4, 3]),
        Damage(row: 1, column: "incident_ID", value: "", left: [78], damaged: [3, 2, 4]),
        Damage(row: 3, column: "incident_ID", value: "Iran", left: [76], damaged: [5, 3, 6]),
    ])
    func aLostRowLosesItsPair(_ damage: Damage) async throws {
        var rows = Self.rows
        rows[damage.row][damage.column] = damage.value
        let text = EuRepoCFixture.text(EuRepoCFixture.attributionColumns, rows)
        try await withReader(of: text.utf8, EuRepoC.reader) { reader in
            let statements = try await reader.resources().filter { $0.kind == .statements }
            #expect(names(statements) == damage.left.map { "statements/eurepoc-\($0)" })
            #expect(reader.remarks.first.map(\.place.line) == damage.damaged)
            let tally = reader.tally
            #expect(tally.things == 5)
            #expect(tally.understood + tally.folded + reader.remarks.count(.damaged) == 5)
        }
    }

    /// As in a table that was sorted by another column.
    @Test func aPairWhoseRowsStandApartIsDamagedWhole() async throws {
        let order = [1, 0, 2, 3, 4]
        let text = EuRepoCFixture.text(EuRepoCFixture.attributionColumns, order.map { Self.rows[$0] })
        try await withReader(of: text.utf8, EuRepoC.reader) { reader in
            let statements = try await reader.resources().filter { $0.kind == .statements }
            #expect(names(statements) == ["statements/eurepoc-76", "statements/eurepoc-78"])
            #expect(reader.remarks.first.map(\.place.line) == [2, 4, 5])
            #expect(reader.remarks.count(.damaged) == 3 && reader.tally.understood == 2)
            #expect(reader.remarks.first.allSatisfy { $0.reason.contains("sort the table") })
        }
    }

    /// Lists of different lengths are crossed.
    @Test func initiatorsOfTooManyCombinationsAreDamage() async throws {
        func list(_ count: Int) -> String { "[\((0..<count).map { "'Heron \($0)'" }.joined(separator: ", "))]" }
        var row = EuRepoCFixture.incident
        row["initiator_name"] = list(1_001)
        row["initiator_country"] = list(1_000)
        row["initiator_category"] = list(999)
        let text = EuRepoCFixture.text(EuRepoCFixture.incidentColumns, [row])
        try await withReader(of: text.utf8, EuRepoC.reader) { reader in
            let incidents = try await reader.resources().filter { $0.kind == .incidents }
            #expect(incidents.isEmpty)
            #expect(reader.remarks.first.contains { $0.reason.contains("has 999999000 combinations") })
        }
    }

    @Test func aPairOfTooManyRowsIsDamagedWhole() async throws {
        let initiators = (0...Limits.listElements).map { "Heron \($0)" }
        let rows = EuRepoCFixture.crossed(id: "77", speakers: ["Alpha Agency"], initiators: initiators)
        let text = EuRepoCFixture.text(EuRepoCFixture.attributionColumns, rows + [Self.rows[4]])
        try await withReader(of: text.utf8, EuRepoC.reader) { reader in
            let statements = try await reader.resources().filter { $0.kind == .statements }
            #expect(names(statements) == ["statements/eurepoc-78"])
            #expect(reader.remarks.count(.damaged) == Limits.listElements + 1)
        }
    }

    @Test func aPairOfTooManyBytesIsDamagedWhole() async throws {
        let header = EuRepoCFixture.text(EuRepoCFixture.attributionColumns, [])
        try await withReader(of: header.utf8, { try CSVTable($0) }) { table in
            let columns = Dictionary(uniqueKeysWithValues: zip(table.columns, 0...))
            var survey = EuRepoCSurvey(try #require(EuRepoCAttributions(table)), columns, scattered: [])
            let initiator = String(repeating: "x", count: Limits.importThingBytes / 2)
            let row = EuRepoCFixture.attribution.merging(["attributed_initiator": initiator]) { $1 }
            for line in 2...3 { _ = survey.add(CSVRow(line: line, cells: table.columns.map { row[$0] ?? "" })) }
            let thing = survey.end()
            #expect(thing == nil && survey.remarks.count(.damaged) == 2)
            #expect(survey.remarks.first.first?.reason.contains("\(Limits.importThingBytes) bytes") == true)
        }
    }

    /// Few bytes of many rows, each of which all statements have.
    @Test func aPairThatMakesTooManyBytesIsDamagedWhole() async throws {
        let rows = (1...Limits.listElements).map { index in
            let type = "\(index) \(String(repeating: "x", count: 20))"
            return EuRepoCFixture.attribution.merging([
                "attributing_actor": "Agency \(index)", "attribution_type": type,
            ]) { $1 }
        }
        let text = EuRepoCFixture.text(EuRepoCFixture.attributionColumns, rows + [Self.rows[4]])
        try await withReader(of: text.utf8, EuRepoC.reader) { reader in
            let statements = try await reader.resources().filter { $0.kind == .statements }
            #expect(names(statements) == ["statements/eurepoc-78"])
            #expect(reader.remarks.first.map(\.place.line) == [2] && reader.remarks.count(.damaged) == rows.count)
            #expect(reader.remarks.first.first?.reason.contains("\(Limits.eurepocSharedBytes) bytes") == true)
        }
    }

    @Test func aLostIncidentLeavesItsNeighbours() async throws {
        let rows = (1...3).map { EuRepoCFixture.incident.merging(["ID": $0 == 2 ? "State" : "\($0)"]) { $1 } }
        let incidents = try await EuRepoCFixture.incidents(rows).filter { $0.kind == .incidents }
        #expect(names(incidents) == ["incidents/eurepoc-1", "incidents/eurepoc-3"])
    }

    @Test func whatIsCutIsTold() async throws {
        let row = EuRepoCFixture.incident.merging([
            "name": String(repeating: "n", count: Limits.titleCharacters + 1),
            "receiver_country": "[['Albania', 'Greece'], 'Albania']", "initiator_name": "[['Heron', 'Crane']]",
        ]) { $1 }
        let text = EuRepoCFixture.text(EuRepoCFixture.incidentColumns, [row])
        try await withReader(of: text.utf8, EuRepoC.reader) { reader in
            let incident = try #require(try await reader.resources().first { $0.kind == .incidents }).fields
            #expect(incident["title"]?.text?.count == Limits.titleCharacters)
            #expect(reader.remarks.first.map(\.type) == ["name", "receiver_country", "initiator_name"])
            #expect(reader.remarks.count(.leftOut) == 3)
        }
    }

    struct Damage: Sendable {
        let row: Int
        let column: String
        let value: String
        let left: [Int]
        /// The lines that the remarks name, in their order.
        let damaged: [Int]
    }
}
