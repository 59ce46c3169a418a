import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import Testing

@testable import DossierFormats

/// What becomes of the objects of a bundle.
@Suite struct BundleTests {
    private func resources(_ text: String) async throws -> (all: [String: DossierResource], reader: any ImportReader) {
        try await withReader(of: Data(text.utf8), { try STIXReader($0) }) { reader in
            let all = try await reader.resources()
            return (Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) }), reader)
        }
    }

    private func name(_ kind: String, _ type: String, _ number: Int) -> String {
        "\(kind)/\(SmallBundle.id(type, number).replacing("--", with: "-"))"
    }

    @Test func everyObjectIsCountedOnce() async throws {
        let (_, reader) = try await resources(SmallBundle.text)
        let (tally, remarks) = (reader.tally, reader.remarks)
        #expect(tally.things == SmallBundle.objects.count)
        #expect(tally.folded == 4)
        #expect(remarks.count(.notUnderstood) == 4)
        #expect(tally.understood == tally.things - 8)
        #expect(remarks.count(.damaged) == 0 && remarks.count(.duplicate) == 0)
        #expect(remarks.count(.dangling) == 1)
        let understood = remarks.groups.filter { $0.group.trouble == .notUnderstood }.map(\.group.type)
        #expect(Set(understood) == ["malware", "relationship uses", "relationship targets", "note"])
    }

    @Test func actorsAreWhatTheirObjectsSay() async throws {
        let (all, _) = try await resources(SmallBundle.text)
        let wolf = try #require(all[name("actors", "threat-actor", 10)]).fields
        #expect(wolf["display_name"] == .string("Grauwolf"))
        #expect(wolf["aliases"] == (try json(#"[{"value":"Grey Wolf"}]"#)))
        #expect(wolf["actor_types"] == (try json(#"["nation-state"]"#)))
        #expect(wolf["labels"] == (try json(#"[{"key":"stix-threat-actor-type","value":"own-type"}]"#)))
        #expect(wolf["country"] == .string("ZZ"))
        #expect(wolf["relayer"] == nil)
        #expect(wolf["external_refs"] == (try json(#"[{"source":"stix","id":"\#(SmallBundle.wolf)"}]"#)))
        #expect(all[name("actors", "identity", 1)]?.fields["relayer"] == .bool(true))
        let described = try #require(all["statements/describes-\(SmallBundle.wolf.replacing("--", with: "-"))"]).fields
        #expect(described["kind"] == .string("STATEMENT_KIND_CHARACTERISES"))
        #expect(described.elements("appearances")[0]["text"] == .string("They work at night."))
    }

    @Test func anAttributionIsItsAuthorsStatement() async throws {
        let (all, _) = try await resources(SmallBundle.text)
        let statement = try #require(all[name("statements", "relationship", 30)]).fields
        #expect(statement["kind"] == .string("STATEMENT_KIND_ATTRIBUTES"))
        #expect(statement["speaker"]?.text == name("actors", "identity", 1))
        #expect(statement.elements("about")[0]["name"]?.text == name("incidents", "campaign", 20))
        #expect(statement["target_actors"] == .array([.string(name("actors", "threat-actor", 10))]))
        #expect(statement["confidence"] == .number("70"))
        #expect(statement["tlp"] == .string("TLP_GREEN"))
        #expect(statement["said"]?["earliest"]?.text == "2031-05-04T10:00:00.000Z")
        let appearances = statement.elements("appearances")
        #expect(
            appearances.map { $0["source"]?.text } == [
                "sources/stix-\(SmallBundle.id("identity", 1).replacing("--", with: "-"))",
                name("sources", "report", 40),
            ]
        )
        #expect(
            appearances.map { $0["locator"]?.text } == Array(repeating: SmallBundle.id("relationship", 30), count: 2)
        )
        #expect(
            statement["external_refs"]?.elements.last
                == (try json(
                    #"{"source":"gazette","url":"https://gazette.example/1"}"#
                ))
        )
        let doubt = try #require(all[name("statements", "opinion", 50)]).fields
        #expect(doubt["kind"] == .string("STATEMENT_KIND_DOUBTS"))
        #expect(doubt.elements("about")[0]["name"]?.text == name("statements", "relationship", 30))
    }

    @Test func incidentsHaveTimesAndVictimsAndAreAssessed() async throws {
        let (all, _) = try await resources(SmallBundle.text)
        let incident = try #require(all[name("incidents", "campaign", 20)]).fields
        #expect(incident["summary"] == .string("It was dark."))
        #expect(incident["occurred"]?["precision"] == .string("PRECISION_RANGE"))
        #expect(incident.elements("victims").map { $0["actor"]?.text } == [name("actors", "identity", 2)])
        let assessments = all.values.compactMap { $0.fields["assessment"] }.map {
            "\($0["dimension"]?.text ?? "") \($0["value"]?.text ?? "")"
        }
        #expect(Set(assessments) == ["determination suspected", "investigation_status open", "damage 7"])
    }

    @Test func otherRelationsAreLinksAndWhatWasRevokedIsTakenBack() async throws {
        let (all, _) = try await resources(SmallBundle.text)
        func link(_ number: Int) -> JSONValue? { all[name("statements", "relationship", number)]?.fields["link"] }
        #expect(link(33)?["type"] == .string("LINK_TYPE_PART_OF_CAMPAIGN"))
        #expect(link(33)?["valid"]?["precision"] == .string("PRECISION_OPEN"))
        #expect(link(34)?["type"] == .string("LINK_TYPE_RELATED"))
        #expect(link(34)?["text"] == .string("attributed-to"))
        #expect(link(35)?["type"] == .string("LINK_TYPE_SAME_AS"))
        let retractions = all.values.filter { $0.fields["kind"] == .string("STATEMENT_KIND_RETRACTS") }
        #expect(
            retractions.map { $0.fields.elements("about")[0]["name"]?.text } == [name("statements", "relationship", 35)]
        )
    }

    @Test func whoIsNotGivenIsAnAuthorOfHisOwn() async throws {
        let (all, _) = try await resources(SmallBundle.text)
        #expect(all[name("statements", "note", 51)]?.fields["speaker"]?.text == "actors/stix-author-unknown")
        #expect(all["actors/stix-author-unknown"]?.fields["relayer"] == .bool(true))
        #expect(all["sources/stix-author-unknown"] != nil)
    }

    @Test func theServerTakesAllOfItAndASecondImportChangesNothing() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            try await withReader(of: Data(SmallBundle.text.utf8), { try STIXReader($0) }) { reader in
                let first = await Importer(resources, tlp: "TLP_CLEAR").run(reader)
                #expect(first.refusals.map(\.status) == [])
                #expect(first.total.created == first.total.read && first.total.read > 20)
                #expect(first.candidates.created == 1)
            }
            try await withReader(of: Data(SmallBundle.text.utf8), { try STIXReader($0) }) { reader in
                let second = await Importer(resources, tlp: "TLP_CLEAR").run(reader)
                #expect(second.total.unchanged == second.total.read)
                #expect(second.candidates.unchanged == 1)
            }
            let edition = SmallBundle.text.replacing(#""confidence":70"#, with: #""confidence":90"#)
            try await withReader(of: Data(edition.utf8), { try STIXReader($0) }) { reader in
                let third = await Importer(resources, tlp: "TLP_CLEAR").run(reader)
                #expect(third.total.updated == 1 && third.total.unchanged == third.total.read - 1)
            }
            let history = try await resources.revisions(of: name("statements", "relationship", 30), .statements)
            #expect(history.items.map { $0["confidence"]?.count } == [90, 70])
        }
    }

    /// In STIX 2.0 objects have no version, and labels are types.
    @Test func bundlesOfTwoZeroAreRead() async throws {
        let text = """
            {"type":"bundle","id":"\(SmallBundle.id("bundle", 2))","spec_version":"2.0","objects":[
            {"type":"threat-actor","id":"\(SmallBundle.wolf)","created":"2031-05-04T10:00:00Z",
            "modified":"2031-05-04T10:00:00Z","name":"Grauwolf","labels":["spy","dark"]}]}
            """
        let (all, reader) = try await resources(text)
        let wolf = try #require(all[name("actors", "threat-actor", 10)]).fields
        #expect(wolf["actor_types"] == (try json(#"["spy"]"#)))
        #expect(wolf.elements("labels").map { $0["value"]?.text } == ["spy", "dark"])
        #expect(reader.remarks.isEmpty)
    }

    @Test func ourOwnResourcesComeBackWhole() async throws {
        let resource = #"{"name":"actors/wolf","displayName":"Wolf","etag":"x","revision":"3","country":"ZZ"}"#
        func extended(_ member: String) -> String {
            #""name":"Other","extensions":{"\#(DossierExtension.id)":{"extension_type":"property-extension",\#(member)}}"#
        }
        let text = SmallBundle.bundle([
            SmallBundle.object("threat-actor", 10, extended(#""resource":\#(resource)"#)),
            SmallBundle.object("location", 12, extended(#""part_of":"actors/wolf""#)),
            SmallBundle.object("opinion", 50, #""opinion":"agree","object_refs":["\#(SmallBundle.wolf)"]"#),
        ])
        let (all, reader) = try await resources(text)
        #expect(all["actors/wolf"]?.fields == (try json(#"{"displayName":"Wolf","country":"ZZ"}"#)))
        #expect(all[name("statements", "opinion", 50)]?.fields.elements("about")[0]["name"]?.text == "actors/wolf")
        #expect(reader.tally.understood == 2 && reader.tally.folded == 1)
    }

    /// A part of a dataset takes nothing away that the whole has told.
    @Test func whatAPartOfABundleIsSilentOfStays() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            func run(_ text: String) async throws -> ImportReport {
                try await withReader(of: Data(text.utf8), { try STIXReader($0) }) { await Importer(resources).run($0) }
            }
            _ = try await run(SmallBundle.text)
            let parts = [
                SmallBundle.object("identity", 1, #""name":"The desk","identity_class":"organization""#, by: nil),
                SmallBundle.object("threat-actor", 10, #""name":"Grauwolf""#),
                SmallBundle.object("campaign", 20, #""name":"Outage of the tax office""#),
            ]
            for part in parts { #expect(try await run(SmallBundle.bundle([part])).total.updated == 1) }
            let desk = try await resources.get(name("actors", "identity", 1), .actors)
            #expect(desk["displayName"]?.text == "The desk" && desk["relayer"] == .bool(true))
            #expect(try await resources.get(name("actors", "threat-actor", 10), .actors)["country"]?.text == "ZZ")
            let campaign = try await resources.get(name("incidents", "campaign", 20), .incidents)
            #expect(campaign.elements("victims").count == 1 && campaign["summary"] == nil)
        }
    }

    /// Its title, its notices and its marking are those of the whole, in whatever order they come.
    @Test func aPartOfABundleLeavesTheSourceOfAllAsItIs() async throws {
        func run(_ objects: [String], _ resources: Resources) async throws -> ImportReport {
            try await withReader(of: Data(SmallBundle.bundle(objects).utf8), { try STIXReader($0) }) {
                await Importer(resources).run($0)
            }
        }
        let desk = SmallBundle.object("identity", 1, #""name":"Ruritania's desk""#, by: nil)
        let notice = #""definition_type":"statement","definition":{"statement":"(c) 2031"}"#
        let more = SmallBundle.object("marking-definition", 71, notice)
        let wolf = SmallBundle.object("threat-actor", 10, #""name":"Grauwolf","description":"At night.""#)
        let id = "stix-\(SmallBundle.id("identity", 1).replacing("--", with: "-"))"
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            _ = try await run(SmallBundle.objects, resources)
            let before = try await resources.get("sources/\(id)", .sources)
            #expect(before["title"]?.text == "STIX objects of Ruritania's desk")
            #expect(try await run([wolf], resources).counts[.sources]?.unchanged == 1)
            #expect(try await run([wolf, desk], resources).counts[.sources]?.unchanged == 1)
            #expect(try await resources.get("sources/\(id)", .sources) == before)
            #expect(try await run([wolf, desk, more], resources).counts[.sources]?.updated == 1)
            let labels = try await resources.get("sources/\(id)", .sources).elements("labels")
            #expect(labels.map { $0["value"]?.text } == ["(c) Desk", "(c) 2031"])
        }
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let first = try await run([wolf], resources)
            #expect(first.refusals.map(\.name).contains("sources/\(id)"), "nobody knows who publishes it")
            _ = try await run([desk], resources)
            #expect(try await run([wolf], resources).counts[.sources]?.created == 1)
            #expect(try await run(SmallBundle.objects, resources).counts[.sources]?.updated == 1)
            let title = try await resources.get("sources/\(id)", .sources)["title"]?.text
            #expect(title == "STIX objects of Ruritania's desk")
        }
    }
}

extension JSONValue {
    fileprivate var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}
