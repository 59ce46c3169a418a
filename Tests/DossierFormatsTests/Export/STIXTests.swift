import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import TestSupport
import Testing

@testable import DossierFormats

/// STIX bundles, judged by OASIS' validator and the stix2 library.
@Suite struct STIXTests {
    @Test func theExampleOfAlbaniaIsValid() async throws {
        let text = try Project.file("Examples/albania-2022.yaml").text
        let dossier = try DossierFile.read(text, name: "albania")
        let bundle = try await Self.bundle(dossier.resources.map { ($0.kind, $0.id, $0.fields) })
        #expect(try await Self.problems(bundle) == "")

        let objects = try Self.objects(bundle)
        let accusation = try #require(objects["statements/rama-accuses-iran"])
        #expect(accusation["type"]?.text == "relationship")
        #expect(accusation["relationship_type"]?.text == "attributed-to")
        #expect(accusation["source_ref"] == objects["incidents/july-attack"]?["id"])
        #expect(accusation["target_ref"] == objects["actors/iran"]?["id"])
        #expect(accusation["created_by_ref"] == objects["actors/edi-rama"]?["id"])
        #expect(accusation.elements("external_references").first?["external_id"]?.text == "sources/article")
        let article = try #require(objects["sources/article"])
        #expect(article["type"]?.text == "report")
        #expect(article.elements("object_refs").contains(try #require(accusation["id"])))
        #expect(objects["incidents/july-attack"]?["type"]?.text == "incident")
        #expect(objects["statements/rama-announces-severance"]?["type"]?.text == "note")
    }

    @Test func anyRecordIsValid() async throws {
        let random = SeededGenerator()
        let bundle = try await Self.bundle(RandomRecord(random).resources)
        #expect(try await Self.problems(bundle) == "", "seed \(random.seed)")
    }

    /// By what came with them: what only refers to a STIX object is another, as a curator's own actor of the same group.
    @Test func foreignIdsAreKept() async throws {
        let foreign = "intrusion-set--0f4a4e2b-6c1a-4f6e-8d2a-0d6f3a9c1b2e"
        let campaign = "campaign--1f4a4e2b-6c1a-4f6e-8d2a-0d6f3a9c1b2e"
        let (group, outage) = (BundleName.resourceID(foreign), BundleName.resourceID(campaign))
        let dossier = try DossierFile.read(
            """
            actors:
              \(group): {display_name: Group, external_refs: [{source: stix, id: \(foreign)}]}
              mine: {display_name: My group, actor_types: [spy], external_refs: [{source: stix, id: \(foreign)}]}
              other: {display_name: Other, actor_types: [spy], external_refs: [{source: stix, id: no id}]}
              nation: {display_name: Nation, identity_class: state, country: AL}
            incidents:
              \(outage): {title: Campaign, occurred: 2022, external_refs: [{source: stix, id: \(campaign)}]}
            statements:
              claims: {speaker: \(group), kind: claims, about: \(outage)}
              doubts: {speaker: nation, kind: doubts, about: claims, target_actors: [\(group), mine]}
              denies: {speaker: other, kind: denies, about: \(outage)}
            """,
            name: "foreign"
        )
        let bundle = try await Self.bundle(dossier.resources.map { ($0.kind, $0.id, $0.fields) })
        #expect(try await Self.problems(bundle) == "")
        let objects = try Self.objects(bundle)
        #expect(objects["actors/\(group)"]?["id"]?.text == foreign)
        #expect(objects["incidents/\(outage)"]?["id"]?.text == campaign)
        let mine = try #require(objects["actors/mine"])
        #expect(mine["id"]?.text != foreign && mine["type"]?.text == "threat-actor")
        #expect(mine.elements("external_references").map { $0["external_id"]?.text } == [foreign])
        #expect(objects["actors/other"]?["type"]?.text == "threat-actor")
        let claim = try #require(objects["statements/claims"])
        #expect(claim["source_ref"]?.text == campaign)
        #expect(claim["target_ref"]?.text == foreign)
        #expect(claim["created_by_ref"]?.text?.hasPrefix("identity--") == true)
        let doubt = try #require(objects["statements/doubts"])
        #expect(doubt["opinion"]?.text == "disagree")
        #expect(doubt.elements("object_refs") == [try #require(claim["id"])])
        #expect(objects["statements/denies"]?["type"]?.text == "note")
    }

    @Test func incidentsShowWhatAllAgreeOn() async throws {
        let dossier = try DossierFile.read(
            """
            actors: {a: {display_name: A}}
            incidents: {agreed: {title: Agreed}, disputed: {title: Disputed}}
            statements:
              one: {speaker: a, kind: assesses, about: agreed, assessment: {dimension: determination, value: blocked}}
              two: {speaker: a, kind: assesses, about: disputed, assessment: {dimension: determination, value: blocked}}
              three: {speaker: a, kind: assesses, about: disputed, assessment: {dimension: determination, value: low-value}}
            """,
            name: "assessed"
        )
        let objects = try Self.objects(try await Self.bundle(dossier.resources.map { ($0.kind, $0.id, $0.fields) }))
        let core = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
        #expect(objects["incidents/agreed"]?["extensions"]?[core]?["determination"]?.text == "blocked")
        #expect(objects["incidents/disputed"]?["extensions"]?[core]?["determination"]?.text == "suspected")
    }

    private static func bundle(_ items: [(kind: ResourceKind, id: String, fields: JSONValue)]) async throws -> [UInt8] {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            try await Stored.record(items, resources)
            return try await Exported(resources, STIXWriter()).bytes
        }
    }

    /// The objects that stand for resources, by the resources' names.
    private static func objects(_ bundle: [UInt8]) throws -> [String: JSONValue] {
        var objects: [String: JSONValue] = [:]
        for object in try JSONValue(parsing: bundle).elements("objects") {
            let names = (object["extensions"]?.members ?? []).compactMap { $0.value["resource"]?["name"]?.text }
            if let name = names.first { objects[name] = object }
        }
        return objects
    }

    private static func problems(_ bundle: [UInt8]) async throws -> String {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "bundle.json")
            try Data(bundle).write(to: file)
            let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "bundle.py")
            let check = try await Command.run("python3", script.path, file.path)
            return check.status == 0 ? "" : "\(check.status): \(check.output)"
        }
    }
}
