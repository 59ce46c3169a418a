import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import TestSupport
import Testing

@testable import DossierFormats

/// CSV files with a mapping of their columns.
@Suite struct CSVMappingTests {
    @Test func theDocumentedExampleIsWhatItSays() async throws {
        let (mapping, table) = try Self.documented()
        try await Self.withReader(table, mapping) { reader in
            let resources = try await reader.resources()
            let accused = "actors/\(CSVText.id("acme-Red Team"))"
            #expect(
                names(resources) == [
                    "actors/acme", accused, "sources/acme-2024", "incidents/acme-17", "incidents/acme-18",
                    "statements/acme-17-attribution",
                ]
            )
            let incident = try #require(resources.first { $0.name == "incidents/acme-17" }).fields
            #expect(incident["title"]?.text == "Ministry defaced")
            #expect(incident["occurred"]?["precision"]?.text == "PRECISION_DAY")
            #expect(incident["occurred"]?["latest"]?.text == "2024-03-09T23:59:59.999999999Z")
            #expect(
                incident.elements("types") == [
                    .string("INCIDENT_TYPE_DISRUPTION"), .string("INCIDENT_TYPE_DATA_THEFT"),
                ]
            )
            #expect(
                incident.elements("victims").map { $0["target_text"]?.text } == ["Ministry of Health", "City Hall"]
            )
            let statement = try #require(resources.last).fields
            #expect(statement.elements("target_actors") == [.string(accused)])
            #expect(statement.elements("about").first?["name"]?.text == "incidents/acme-17")
            #expect(reader.tally.understood == 2)
            #expect(lines(reader.remarks) == ["leftOut kind 3 (is not among the words of the mapping)"])
        }
    }

    @Test func importedAgainItChangesNothing() async throws {
        let (mapping, table) = try Self.documented()
        try await TestServer.run { server in
            let importer = Importer(Resources(try await server.connect()))
            for isFirst in [true, false] {
                try await Self.withReader(table, mapping) { reader in
                    let report = await importer.run(reader)
                    #expect(report.refusals.map { "\($0.name): \($0.status)" } == [])
                    #expect(report.total.read == 6)
                    #expect(report.total.created == (isFirst ? 6 : 0) && report.total.unchanged == (isFirst ? 0 : 6))
                }
            }
        }
    }

    @Test func aRowThatCannotBeReadMakesNothing() async throws {
        let mapping = """
            actors: [{id: "m-{id}", display_name: "{id}"}]
            incidents: [{id: "m-{id}", title: "{title}", occurred: "{when}"}]
            """
        let table = "id,title,when\n1,a,2024\n2,b,soon\n1,a,2024\n1,other,2024\n,,\n3,c\n"
        try await Self.withReader(table, mapping) { reader in
            let resources = try await reader.resources()
            #expect(names(resources) == ["actors/m-1", "incidents/m-1"])
            let tally = reader.tally
            #expect(tally.things == 6 && tally.understood == 1 && tally.folded == 1)
            let time = "is not a time; write \(FuzzyTimeNotation.allowed)"
            #expect(
                lines(reader.remarks) == [
                    "damaged incidents.occurred 3 (\"soon\" \(time))",
                    "duplicate incident 5 (an earlier row makes another of that id)",
                    "notUnderstood row 6 (says nothing that the mapping asks for)",
                    "damaged row 7 (has fewer cells than there are columns)",
                ]
            )
        }
    }

    @Test func whatARowDoesNotSayIsLeftOut() async throws {
        let mapping = """
            separator: ";"
            absent: ["-"]
            incidents:
              - id: "m-{id}"
                needs: title
                title: "{title} {{x}"
                victims: [{target_text: "{target}", sectors: [police]}, {actor: actors/x}]
                occurred: {time: {column: when, time: D.M.Y}, text: "{when}"}
            """
        let table = "id;title;target;when\n1;a;-;9.3.2024\n2;-;b;\n3; c ;d;\n"
        try await Self.withReader(table, mapping) { reader in
            let incidents = try await reader.resources().map(\.fields)
            #expect(incidents.map { $0["title"]?.text } == ["a {x}", "c {x}"])
            #expect(incidents[0].elements("victims").count == 1)
            #expect(incidents[0]["occurred"]?["text"]?.text == "9.3.2024")
            #expect(incidents[0]["occurred"]?["earliest"]?.text == "2024-03-09T00:00:00Z")
            #expect(incidents[1].elements("victims").count == 2)
            #expect(incidents[1]["occurred"] == nil)
        }
    }

    /// A row that makes too much makes nothing; those beside it do.
    @Test(arguments: [
        (
            #"{id: "m-{id}-{}", each: {column: list, split: ";"}, display_name: "{}"}"#, ";x", 1_001, "list",
            "1000 values"
        ),
        (
            #"{id: "m-{id}", display_name: x, aliases: {column: list, split: "; "}}"#, "; x", 1_001, "list",
            "1000 values"
        ),
        (
            #"{id: "m-{id}-{}", each: {column: list, split: ";"}, display_name: "{} {list} {list} {list}"}"#,
            ";\(String(repeating: "x", count: 400))", 1_000, "row", "16777216 bytes"
        ),
        // What is left out counts too,
        (
            #"{id: "m-{id}-{}", each: {column: list, split: ";"}, display_name: x, aliases: {column: list, split: ";", words: {a: a, b: b, c: c}}}"#,
            ";\(String(repeating: "x", count: 400))", 1_000, "row", "16777216 bytes"
        ),
        // and what is the same in every row,
        (
            "{id: \"m-{id}-{}\", each: {column: list, split: \";\"}, display_name: \(String(repeating: "x", count: 20_000))}",
            ";x", 1_000, "row", "16777216 bytes"
        ),
        // and a text of which nothing comes, since a part of it is missing,
        (
            #"{id: "m-{id}-{}", each: {column: list, split: ";"}, display_name: "{}", aliases: ["{long}{none}"]}"#,
            ";x", 1_000, "row", "16777216 bytes"
        ),
        // and the way through a cell that says nothing.
        (
            #"{id: "m-{id}-{}", each: {column: list, split: ";"}, display_name: "{}", aliases: {column: long, split: ";"}}"#,
            ";x", 1_000, "row", "16777216 bytes"
        ),
    ])
    func aRowMakesOnlySoMuch(entry: String, part: String, count: Int, column: String, reason: String) async throws {
        let silent = String(repeating: "-", count: 20_000)
        let list = String(repeating: part, count: count)
        let table = "id,list,long,none\n1,a;b,,\n2,\"\(list)\",;\(silent),\n3,c,,\n"
        try await Self.withReader(table, "absent: \(silent)\nactors: [\(entry)]") { reader in
            let made = names(try await reader.resources())
            #expect(made.contains { $0.hasPrefix("actors/m-1") } && made.contains { $0.hasPrefix("actors/m-3") })
            #expect(!made.contains { $0.hasPrefix("actors/m-2") })
            #expect(reader.remarks.first.map(\.type) == [column] && reader.remarks.count(.damaged) == 1)
            #expect(reader.remarks.first.first?.reason.contains(reason) == true && reader.tally.things == 3)
        }
    }

    @Test func aCellOfSeparatorsHasNoValues() async throws {
        let table =
            "id,list\n1,\(String(repeating: ";", count: 100_000))\n2,\(String(repeating: ";x;", count: 1_000))\n"
        let mapping = #"actors: [{id: "m-{id}", display_name: x, aliases: {column: list, split: ";"}}]"#
        try await Self.withReader(table, mapping) { reader in
            let actors = try await reader.resources()
            #expect(actors.map { $0.fields.elements("aliases").count } == [0, Limits.csvValues])
        }
    }

    @Test(arguments: [
        (
            #"incidents: [{id: "m-{idd}"}]"#,
            #":1:18: incidents[0].id: the file has no column "idd"; did you mean "id"?"#
        ),
        (#"incidents: [{title: "{id}"}]"#, ": incidents[0]: has no id; write one, as acme-{ID}"),
        (#"incidents: [{id: "{id}"}]"#, "must begin with a word of your own and a hyphen, as acme-{ID}"),
        (#"incidents: [{id: "m-{id}", tittle: x}]"#, #"incidents[0].tittle: no such field; did you mean "title"?"#),
        ("incidents: [{id: m-1, types: [ddos]}]", "is not one of its words"),
        ("incidents: [{id: m-1, types: {column: id, words: {x: ddos}}}]", "incidents[0].types.words.x"),
        ("incidents: [{id: m-1, types: {column: id, splt: x}}]", #"no such part; did you mean "split"?"#),
        ("incidents: [{id: m-1, occurred: {column: id, time: D.D}}]", "must say where year"),
        (#"incidents: [{id: m-1, title: "{id"}]"#, "has a { without its }; write {{ for a brace"),
        (#"incidents: [{id: m-1, title: {x: "{id}"}}]"#, "must be a value, or a mapping with column"),
        ("incident: []", #":1:1: incident: no such section; did you mean "incidents"?"#),
        ("separator: ab", "must be one ASCII character"), ("incidents: {a: b}", "must be a list: what one row makes"),
        ("[]", "must be a mapping of separator"), ("", "is empty"), ("a: [", "is not YAML"),
    ])
    func aWrongMappingIsToldWithItsPlace(_ mapping: String, _ trouble: String) async throws {
        let error = await #expect(throws: Findings.self) { try await Self.withReader("id,b\n1,2\n", mapping) { _ in } }
        #expect(error?.description.contains(trouble) == true, "\(error?.description ?? "")")
    }

    /// The mapping and the table of docs/import-csv.md.
    private static func documented() throws -> (mapping: String, table: String) {
        let text = try Project.file("docs/import-csv.md").text
        func block(_ language: String) throws -> String {
            let start = try #require(text.range(of: "```\(language)\n")).upperBound
            return String(text[start..<(try #require(text[start...].range(of: "```"))).lowerBound])
        }
        return (try block("yaml"), try block("csv"))
    }

    private static func withReader(
        _ table: String,
        _ mapping: String,
        _ body: (CSVReader) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let (tablePath, mappingPath) = (folder.appending(path: "t.csv"), folder.appending(path: "m.yaml"))
            try Data(table.utf8).write(to: tablePath)
            try Data(mapping.utf8).write(to: mappingPath)
            try await body(try CSVReader(try ImportFile(tablePath.path), mapping: try ImportFile(mappingPath.path)))
        }
    }
}
