import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import Testing

@testable import DossierFormats

/// EuRepoC's tables, on small ones with the same columns.
@Suite struct EuRepoCTableTests {
    @Test func anIncidentIsWhatItsRowSays() async throws {
        let resources = try await EuRepoCFixture.incidents([EuRepoCFixture.incident])
        let incident = try #require(resources.first { $0.name == "incidents/eurepoc-9001" }).fields
        #expect(incident["title"]?.text == "Ministry shut down")
        #expect(incident["occurred"]?["earliest"]?.text == "2007-01-01T00:00:00Z")
        #expect(incident["occurred"]?["latest"]?.text == "2007-12-31T23:59:59.999999999Z")
        #expect(incident["occurred"]?["precision"]?.text == "PRECISION_YEAR")
        #expect(incident["occurred"]?["text"]?.text == "2007-01-01")
        #expect(
            incident.elements("types") == [
                .string("INCIDENT_TYPE_DISRUPTION"), .string("INCIDENT_TYPE_DATA_THEFT_DOXING"),
            ]
        )
        let victims = incident.elements("victims")
        #expect(victims.map { $0["actor"]?.text } == ["actors/country-al", nil])
        #expect(victims.map { $0["target_text"]?.text } == ["Ministry", "Power Ltd (Albania)"])
        #expect(
            victims.map { $0.elements("sectors").compactMap(\.text) } == [
                ["State institutions / political system", "Police"], ["Critical infrastructure", "Energy"],
            ]
        )
        #expect(incident.elements("external_refs").map { $0["source"]?.text } == ["eurepoc", "example.org"])

        let settled = try #require(resources.first { $0.name == "statements/eurepoc-9001-settled" }).fields
        #expect(settled["kind"]?.text == "STATEMENT_KIND_ATTRIBUTES" && settled["speaker"]?.text == "actors/eurepoc")
        #expect(
            settled.elements("target_actors").map(\.text) == [
                "actors/\(EuRepoC.resourceID("Heron"))", "actors/country-ir",
            ]
        )
        let intensity = try #require(resources.first { $0.name.hasSuffix("weighted-cyber-intensity") }).fields
        #expect(intensity["assessment"]?["value"]?.text == "2.0")
        let sanctions = try #require(resources.first { $0.name.hasPrefix("statements/eurepoc-9001-legal-") }).fields
        #expect(sanctions["measure"]?["type"]?.text == "MEASURE_TYPE_SANCTIONS")
        #expect(sanctions["reported_by"]?.text == "actors/eurepoc")
        #expect(sanctions["on_behalf_of"]?.text == "actors/country-us")
    }

    @Test(arguments: Self.dates) func datesAreAsPreciseAsTheyCanBe(_ date: Dates) async throws {
        let resources = try await EuRepoCFixture.incidents([
            EuRepoCFixture.incident.merging(["start_date": date.start, "end_date": date.end]) { $1 }
        ])
        let occurred = try #require(resources.first { $0.kind == .incidents }?.fields["occurred"])
        #expect(occurred["precision"]?.text == "PRECISION_\(date.precision)")
        #expect(occurred["earliest"]?.text == date.earliest && occurred["latest"]?.text == date.latest)
    }

    @Test(arguments: [("2022-09-01", "DAY"), ("2022-01-01", "YEAR"), ("2022-09-08", "DAY")])
    func whatIsSaidOnAFirstDayIsSaidThatDay(_ date: String, _ precision: String) async throws {
        let attribution = EuRepoCFixture.attribution.merging(["attribution_date": date]) { $1 }
        let incident = EuRepoCFixture.incident.merging(["legal_response_date": "\(date) 00:00:00"]) { $1 }
        let resources =
            try await EuRepoCFixture.attributions([attribution]) + EuRepoCFixture.incidents([incident])
        let said = resources.compactMap { $0.fields["said"]?["precision"]?.text }
        #expect(said == ["PRECISION_\(precision)", "PRECISION_\(precision)"])
    }

    @Test func aShiftedRowMakesNothing() async throws {
        var rows = [EuRepoCFixture.incident]
        for (column, value) in [
            ("ID", "Disruption"), ("start_date", "Russia"), ("receiver_country", "Albania"), ("name", ""),
            ("number_of_attributions", "State"), ("legal_response_date", "soon"), ("ID", "9001"),
        ] {
            var row = EuRepoCFixture.incident.merging(["ID": "\(9001 + rows.count)"]) { $1 }
            row[column] = value
            rows.append(row)
        }
        try await withReader(of: EuRepoCFixture.text(EuRepoCFixture.incidentColumns, rows).utf8, EuRepoC.reader) {
            reader in
            let resources = try await reader.resources()
            #expect(resources.filter { $0.kind == .incidents }.map(\.name) == ["incidents/eurepoc-9001"])
            #expect(reader.tally.things == 8)
            #expect(reader.remarks.count(.damaged) == 6 && reader.remarks.count(.duplicate) == 1)
            #expect(reader.remarks.first.map(\.place.line) == [4, 6, 8, 10, 12, 14, 16])
        }
    }

    @Test func rowsOfOneAttributionAreOneUtterance() async throws {
        let rows = EuRepoCFixture.crossed(
            id: "77.0",
            speakers: ["Alpha Agency", "Beta Agency"],
            initiators: ["Heron", "Crane"]
        )
        let resources = try await EuRepoCFixture.attributions(rows)
        let statements = resources.filter { $0.kind == .statements }
        #expect(
            names(statements)
                == ["77-Alpha Agency", "77-Beta Agency"].map { "statements/\(EuRepoC.resourceID($0))" }
        )
        #expect(Set(statements.map { $0.fields["utterance"]?.text }) == ["eurepoc-77"])
        let accused = ["Heron", "Crane"].map { "actors/\(EuRepoC.resourceID($0))" } + ["actors/country-ir"]
        for statement in statements.map(\.fields) {
            #expect(statement.elements("target_actors").map(\.text) == accused)
            #expect(statement["reported_by"]?.text == "actors/eurepoc")
            #expect(statement["on_behalf_of"]?.text == "actors/country-us")
            #expect(statement["basis"]?.text == "BASIS_RECEIVER_GOVERNMENT")
            #expect(statement.elements("external_refs").first?["id"]?.text == "9001/77")
        }
    }

    /// The lowest incident has it for itself, in any order of the rows.
    @Test(arguments: [false, true]) func anIDOfTwoIncidentsIsOfTwoAttributions(isReversed: Bool) async throws {
        let rows = ["9001", "10002"].map { incident in
            EuRepoCFixture.attribution.merging(["incident_ID": incident]) { $1 }
        }
        let other = EuRepoCFixture.attribution.merging(["attribution_ID": "78.0"]) { $1 }
        let all = (isReversed ? rows.reversed() : rows) + [other]
        let text = EuRepoCFixture.text(EuRepoCFixture.attributionColumns, all)
        try await withReader(of: text.utf8, EuRepoC.reader) { reader in
            let statements = try await reader.resources().filter { $0.kind == .statements }
            let both = ["77", "10002/77"].map { "statements/\(EuRepoC.resourceID($0))" }
            #expect(names(statements) == (isReversed ? both.reversed() : both) + ["statements/eurepoc-78"])
            #expect(Set(statements.map { $0.fields["utterance"]?.text }).count == 3)
            let places = statements.flatMap { $0.fields.elements("appearances") }.map { $0["locator"]?.text }
            #expect(places.prefix(2) == ["attribution_ID 77", "attribution_ID 77"])
            #expect(reader.tally.understood == 3 && reader.remarks.isEmpty)
        }
    }

    @Test func whoConfirmsHisOwnAttackClaimsIt() async throws {
        let row = EuRepoCFixture.attribution.merging([
            "attribution_basis": "Attacker confirms", "attributing_actor": "", "attributing_country": "",
        ]) { $1 }
        let statement = try #require(try await EuRepoCFixture.attributions([row]).last).fields
        #expect(statement["kind"]?.text == "STATEMENT_KIND_CLAIMS")
        #expect(statement["speaker"]?.text == "actors/\(EuRepoC.resourceID("Heron"))")
    }

    @Test func whereNobodyIsNamedEuRepoCSpeaks() async throws {
        let row = EuRepoCFixture.attribution.merging([
            "attributing_actor": "Not available", "attributing_country": "", "attributed_initiator": "",
            "attributed_initiator_category": "Non-state-group",
        ]) { $1 }
        let resources = try await EuRepoCFixture.attributions([row])
        let statement = try #require(resources.last).fields
        #expect(statement["speaker"]?.text == "actors/eurepoc" && statement["reported_by"] == nil)
        let accused = try #require(statement.elements("target_actors").first?.text)
        #expect(resources.first { $0.name == accused }?.fields["placeholder"] == .bool(true))
    }

    @Test func aContestedAttributionIsCalledSo() async throws {
        let row = EuRepoCFixture.attribution.merging(["attribution_basis": "Contested attribution"]) { $1 }
        let statement = try #require(try await EuRepoCFixture.attributions([row]).last).fields
        #expect(statement["kind"]?.text == "STATEMENT_KIND_ASSESSES" && statement["speaker"]?.text == "actors/eurepoc")
        #expect(statement.elements("about").first?["name"]?.text == "statements/eurepoc-77")
        #expect(statement["assessment"]?["value"]?.text == "contested")
    }

    @Test func anAttributionWithoutAccusedIsAReport() async throws {
        let row = EuRepoCFixture.attribution.merging([
            "attributed_initiator": "", "attributed_initiator_country": "Unknown",
            "attributed_initiator_category": "Unknown - not attributed",
        ]) { $1 }
        let empty = Dictionary(uniqueKeysWithValues: row.map { ($0.key, $0.key == "incident_ID" ? "9002" : "") })
        let text = EuRepoCFixture.text(EuRepoCFixture.attributionColumns, [row, empty])
        try await withReader(of: text.utf8, EuRepoC.reader) { reader in
            let statements = try await reader.resources().filter { $0.kind == .statements }
            #expect(statements.map { $0.fields["kind"]?.text } == ["STATEMENT_KIND_REPORTS"])
            #expect(lines(reader.remarks) == ["notUnderstood row 3 (says nothing but its id)"])
        }
    }

    @Test func bothTablesImportAndChangeNothingTheSecondTime() async throws {
        let incidents = EuRepoCFixture.text(EuRepoCFixture.incidentColumns, [EuRepoCFixture.incident])
        let rows = EuRepoCFixture.crossed(id: "77.0", speakers: ["Alpha Agency"], initiators: ["Heron", "Crane"])
        let attributions = EuRepoCFixture.text(EuRepoCFixture.attributionColumns, rows)
        try await TestServer.run { server in
            let importer = Importer(Resources(try await server.connect()))
            for isFirst in [true, false] {
                for text in [incidents, attributions] {
                    let report = try await withReader(of: text.utf8, EuRepoC.reader) { await importer.run($0) }
                    #expect(report.refusals.map { "\($0.name): \($0.status)" } == [])
                    #expect(report.total.updated == 0 && (isFirst || report.total.created == 0))
                }
            }
        }
    }

    @Test func anotherTableIsRefused() async throws {
        let error = await #expect(throws: Status.self) {
            try await withReader(of: "a,b\n".utf8, EuRepoC.reader) { _ in }
        }
        #expect(error?.message.contains("is no table of EuRepoC") == true)
    }

    struct Dates: Sendable {
        let start: String
        let end: String
        let precision: String
        let earliest: String?
        let latest: String?
    }

    private static let dates = [
        Dates(
            start: "2022-07-15",
            end: "2022-07-21",
            precision: "RANGE",
            earliest: "2022-07-15T00:00:00Z",
            latest: "2022-07-21T23:59:59.999999999Z"
        ),
        Dates(
            start: "2022-07-15",
            end: "2022-07-15",
            precision: "DAY",
            earliest: "2022-07-15T00:00:00Z",
            latest: "2022-07-15T23:59:59.999999999Z"
        ),
        Dates(
            start: "2022-07-01",
            end: "2022-07-01",
            precision: "MONTH",
            earliest: "2022-07-01T00:00:00Z",
            latest: "2022-07-31T23:59:59.999999999Z"
        ),
        Dates(
            start: "2017-06-27",
            end: "2017-01-01",
            precision: "RANGE",
            earliest: "2017-06-27T00:00:00Z",
            latest: "2017-12-31T23:59:59.999999999Z"
        ),
        Dates(start: "2022-07-15", end: "", precision: "OPEN", earliest: "2022-07-15T00:00:00Z", latest: nil),
        Dates(start: "", end: "2022-07-15", precision: "OPEN", earliest: nil, latest: "2022-07-15T23:59:59.999999999Z"),
        Dates(start: "2022-07-15", end: "2000-01-01", precision: "OPEN", earliest: "2022-07-15T00:00:00Z", latest: nil),
    ]
}
