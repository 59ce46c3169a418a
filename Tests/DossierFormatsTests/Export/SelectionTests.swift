import DossierClient
import DossierCore
import DossierFormats
import DossierTesting
import DossierWire
import Testing

/// What of a record is exported, and what is withheld.
@Suite struct SelectionTests {
    private static let file = """
        defaults: {tlp: clear}
        actors:
          state: {display_name: State}
          ministry: {display_name: Ministry, parent: state}
          accused: {display_name: Accused}
          stranger: {display_name: Stranger}
          secret: {display_name: Secret, tlp: red}
          organ: {display_name: Organ of the secret, parent: secret}
        sources:
          paper: {title: Paper, publisher: stranger}
        incidents:
          one: {title: One, victims: [{actor: ministry}]}
          two: {title: Two}
        statements:
          blames: {speaker: ministry, kind: attributes, about: one, target_actors: accused, appearances: {source: paper, form: direct}}
          rejects: {speaker: accused, kind: rejects, about: blames}
          doubts: {speaker: organ, kind: doubts, about: rejects}
          insists: {speaker: ministry, kind: doubts, about: doubts}
          links: {speaker: state, kind: links, link: {type: same-actors, from: two, to: one}}
          other: {speaker: stranger, kind: attributes, about: two, target_actors: accused}
        """

    private func run(_ body: (Resources) async throws -> Void) async throws {
        let dossier = try DossierFile.read(Self.file, name: "selection")
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            try await Stored.record(dossier.resources.map { ($0.kind, $0.id, $0.fields) }, resources)
            try await body(resources)
        }
    }

    private func names(_ exported: Exported) throws -> Set<String> {
        Set(try exported.lines.map { try JSONValue(parsing: String($0))["name"]?.text ?? "" })
    }

    @Test func anIncidentComesWithWhatIsSaidAndWhatThatNeeds() async throws {
        try await run { resources in
            let exported = try await Exported(resources, JSONLinesWriter(), .incident("incidents/two"))
            let expected = [
                "actors/accused", "actors/ministry", "actors/state", "actors/stranger", "incidents/one",
                "incidents/two", "statements/links", "statements/other",
            ]
            #expect(try names(exported).sorted() == expected)
            let one = try names(try await Exported(resources, JSONLinesWriter(), .incident("incidents/one")))
            let said = ["blames", "rejects", "doubts", "insists", "links"].map { "statements/\($0)" }
            #expect(one.filter { $0.hasPrefix("statements/") } == Set(said))
            #expect(one.contains("actors/secret"))
            #expect(one.contains("sources/paper"))
        }
    }

    @Test func matchesComeWithWhatTheyReferTo() async throws {
        try await run { resources in
            let selection = ExportSelection.matches(.statements, filter: "kind = REJECTS", search: "")
            let names = try names(try await Exported(resources, JSONLinesWriter(), selection))
            #expect(
                names == [
                    "actors/accused", "actors/ministry", "actors/state", "actors/stranger", "incidents/one",
                    "sources/paper", "statements/blames", "statements/rejects",
                ]
            )
            let rows = ExportSelection.rows(.statements, filter: "kind = REJECTS", search: "")
            let table = try await Exported(resources, CSVWriter(.statements), rows)
            #expect(table.text.contains("\r\nstatements/rejects,"))
            #expect(table.report.written == [.statements: 1])
        }
    }

    /// Neither what is above the ceiling, nor its organ, nor what that says, nor what answers it.
    @Test func nothingAboveTheCeilingLeavesAndNothingDangles() async throws {
        try await run { resources in
            let exported = try await Exported(resources, JSONLinesWriter(), ceiling: .green)
            let names = try names(exported)
            #expect(
                names.isDisjoint(with: ["actors/secret", "actors/organ", "statements/doubts", "statements/insists"])
            )
            #expect(names.count == 11)
            #expect(!exported.text.contains("ecret"))
            #expect(exported.report.withheld[.actors] == [.aboveCeiling: 1, .refersToWithheld: 1])
            #expect(exported.report.withheld[.statements] == [.refersToWithheld: 2])
            #expect(exported.report.written[.statements] == 4)
            let rows = ExportSelection.rows(.statements, filter: "", search: "")
            let table = try await Exported(resources, CSVWriter(.statements), rows, ceiling: .green)
            #expect(table.report.written == [.statements: 4])
            #expect(table.report.withheld == [.statements: [.refersToWithheld: 2]])
            let denials = ExportSelection.rows(.statements, filter: "kind = REJECTS", search: "")
            let few = try await Exported(resources, CSVWriter(.statements), denials, ceiling: .green)
            #expect(few.report.written == [.statements: 1])
            #expect(few.report.withheld == [:])
            let stix = try await Exported(resources, STIXWriter(), ceiling: .green)
            #expect(!stix.text.contains("ecret"))
            let all = try await Exported(resources, JSONLinesWriter(), ceiling: .red)
            #expect(all.lines.count == 15)
        }
    }

    /// A ceiling holds for what surrounds an incident or a match as for the whole record.
    @Test(arguments: [
        (ExportSelection.incident("incidents/one"), 10),
        (.matches(.statements, filter: "about.name:*", search: ""), 10),
        (.matches(.actors, filter: "", search: ""), 4),
    ])
    func theCeilingHoldsForWhatSurrounds(selection: ExportSelection, count: Int) async throws {
        try await run { resources in
            let all = try names(try await Exported(resources, JSONLinesWriter(), selection))
            let exported = try await Exported(resources, JSONLinesWriter(), selection, ceiling: .green)
            let some = try names(exported)
            let withheld = all.subtracting(some)
            #expect(all.contains("actors/secret") && all.contains("actors/organ"))
            #expect(some.isSubset(of: all))
            let kept = all.intersection(["statements/doubts", "statements/insists"])
            #expect(withheld == kept.union(["actors/secret", "actors/organ"]))
            #expect(!exported.text.contains("ecret"))
            #expect(exported.report.withheld[.actors] == [.aboveCeiling: 1, .refersToWithheld: 1])
            #expect(some.count == count)
            let stix = try await Exported(resources, STIXWriter(), selection, ceiling: .green)
            #expect(stix.report.written == exported.report.written)
        }
    }

    /// Neither as one resource of many nor as a row, and nothing that refers to it.
    @Test func noRedactedRevisionLeaves() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let client = try await server.connect()
            let resources = Resources(client)
            let dossier = try DossierFile.read(Self.file, name: "selection")
            try await Stored.record(dossier.resources.map { ($0.kind, $0.id, $0.fields) }, resources)
            let moment = RecordMoment.sequence(try await Exported(resources, JSONLinesWriter()).report.sequence)
            let corrected: [(String, JSONValue)] = [
                ("name", .string("actors/state")), ("display_name", .string("Corrected")),
            ]
            _ = try await resources.update(.actors, JSONValue(members: corrected), mask: ["display_name"])
            _ = try await Audit(client).redact("actors/state", revisions: [1], reason: "names a victim")
            let all = try await Exported(resources, JSONLinesWriter(), at: moment)
            let rows = ExportSelection.rows(.actors, filter: "", search: "")
            let table = try await Exported(resources, CSVWriter(.actors), rows, at: moment)
            #expect(table.report.withheld == [.actors: [.redacted: 1, .refersToWithheld: 1]])
            #expect(table.report.withheld[.actors] == all.report.withheld[.actors])
            #expect(table.report.written[.actors] == all.report.written[.actors])
            #expect(try await Exported(resources, CSVWriter(.actors), rows).report.withheld == [:])
        }
    }

    @Test func whatIsNotThereIsSaid() async throws {
        try await run { resources in
            let missing = await #expect(throws: Status.self) {
                try await Exported(resources, JSONLinesWriter(), .incident("incidents/none"))
            }
            #expect(missing?.code == .notFound)
            let early = await #expect(throws: Status.self) {
                try await Exported(resources, JSONLinesWriter(), .incident("incidents/one"), at: .sequence(1))
            }
            #expect(early?.code == .notFound)
            let future = await #expect(throws: Status.self) {
                try await Exported(resources, JSONLinesWriter(), at: .sequence(1_000_000))
            }
            #expect(future?.code == .outOfRange)
        }
    }

    /// Pages of one moment, though somebody deletes and writes between them.
    @Test func writesMeanwhileChangeNothing() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            let count = Limits.pageSize + 500
            for start in stride(from: 0, to: count, by: 500) {
                try await resources.create(
                    .actors,
                    (start..<start + 500).map { ("a\($0)", JSONValue(members: [("display_name", .string("Actor"))])) }
                )
            }
            let export = try await Export.prepare(resources, .record)
            _ = try await resources.delete("actors/a0", .actors, etag: "")
            _ = try await resources.create(.actors, id: "late", JSONValue(members: [("display_name", .string("Late"))]))
            var (writer, bytes) = (JSONLinesWriter(), [UInt8]())
            let report = try await export.run(&writer, to: { bytes += $0 })
            #expect(report.written == [.actors: count])
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("\"actors/a0\""))
            #expect(!text.contains("\"actors/late\""))
        }
    }
}
