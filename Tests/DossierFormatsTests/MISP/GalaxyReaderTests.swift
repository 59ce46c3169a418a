import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import Testing

@testable import DossierFormats

/// MISP's galaxy of threat actors, on a small one of the same shape.
@Suite struct GalaxyReaderTests {
    private static let (one, two, lost) = (
        "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002",
        "00000000-0000-4000-8000-000000000009"
    )
    private static let galaxy = """
        {"name": "Threat Actor", "type": "threat-actor", "version": 7, "values": [
          {"uuid": "\(one)", "value": "GRAY HERON", "description": "A group of Ruritania.",
           "meta": {"synonyms": ["Heron", "Storm-1"], "country": "IR", "attribution-confidence": "75",
                    "cfr-suspected-state-sponsor": "Iran (Islamic Republic of)", "origin:Storm-1": "Microsoft",
                    "refs": ["https://example.org/heron"], "targeted-sector": ["Energy"], "since": "2017"},
           "related": [
             {"dest-uuid": "\(two)", "type": "similar",
              "tags": ["estimative-language:likelihood-probability=\\"very-likely\\"", "x"]},
             {"dest-uuid": "\(two)", "type": "uses"}, {"dest-uuid": "\(lost)", "type": "uses"},
             {"dest-uuid": "\(one)", "type": "similar"}, {"dest-uuid": "?", "type": "similar"}]},
          {"uuid": "\(two)", "value": "Second", "meta": {"country": "CN", "attribution-confidence": "50"}},
          {"uuid": "\(two)", "value": "Again"}, {"value": "Nobody"}, 5,
          {"uuid": "00000000-0000-4000-8000-000000000003", "value": "Malm\u{fffd}"},
          {"uuid": "00000000-0000-4000-8000-000000000004", "value": "Third",
           "meta": {"country": "Atlantis", "cfr-suspected-state-sponsor": "Atlantis", "refs": {}}}]}
        """

    @Test func aClusterIsAnActorAndWhatIsSaidOfIt() async throws {
        try await withReader(of: Self.galaxy.utf8, GalaxyReader.init) { reader in
            let resources = try await reader.resources()
            #expect(resources.count { $0.kind == .actors } == 6)
            let actor = try #require(resources.first { $0.name == "actors/misp-\(Self.one)" }).fields
            #expect(actor["display_name"]?.text == "GRAY HERON" && actor["country"]?.text == "IR")
            #expect(actor.elements("aliases").map { $0["value"]?.text } == ["Heron", "Storm-1"])
            let producer = try #require(actor.elements("aliases").last?["asserted_by"]?.text)
            #expect(resources.first { $0.name == producer }?.fields["display_name"]?.text == "Microsoft")
            #expect(actor.elements("external_refs").map { $0["source"]?.text } == ["misp-galaxy", "example.org"])
            #expect(actor.elements("labels").map { $0["key"]?.text } == ["targeted-sector", "since"])

            let sponsor = try #require(resources.first { $0.name.hasSuffix("1-sponsor") }).fields
            #expect(sponsor["link"]?["from"]?.text == "actors/country-ir" && sponsor["confidence"]?.count == 75)
            let country = try #require(resources.first { $0.name.hasSuffix("2-country") }).fields
            #expect(country["assessment"]?["value"]?.text == "CN" && country["confidence"]?.count == 50)
            let links = resources.compactMap { $0.fields["link"]?["type"]?.text }
            #expect(links == ["LINK_TYPE_SPONSORS", "LINK_TYPE_SAME_AS", "LINK_TYPE_RELATED"])
            let same = try #require(resources.first { $0.fields["link"]?["type"]?.text == "LINK_TYPE_SAME_AS" }).fields
            #expect(same["hedge"]?["level"]?.text == "ESTIMATIVE_LEVEL_VERY_LIKELY")
            #expect(same["speaker"]?.text == "actors/misp-galaxy" && same.elements("labels").count == 1)
        }
    }

    @Test func whatIsNotUnderstoodIsTold() async throws {
        try await withReader(of: Self.galaxy.utf8, GalaxyReader.init) { reader in
            let tally = reader.tally
            #expect(tally.things == 7 && tally.understood == 3)
            let told = reader.remarks.first.map { "\($0.trouble) \($0.type): \($0.reason)" }
            #expect(
                told == [
                    "duplicate cluster: an earlier one has that uuid", "damaged cluster: has no uuid",
                    "damaged cluster: is no object",
                    "damaged cluster: holds U+FFFD, which stands where a character was lost",
                    "leftOut related: is not what it should be",
                    "dangling related uses: leads to a cluster that is not in this file",
                    "leftOut related similar: joins a cluster to itself", "leftOut refs: is not what it should be",
                    "leftOut cfr-suspected-state-sponsor: names no country",
                    "leftOut country: is no code of ISO 3166-1",
                ]
            )
        }
    }

    @Test func whatIsGivenMoreThanOnceIsTakenOnceAndTold() async throws {
        let text = """
            \u{feff}{"type": "threat-actor", "values": [
              {"uuid": "\(Self.one)", "value": "GRAY HERON",
               "meta": {"country": ["IR", "CN"], "attribution-confidence": ["75", "50"], "synonyms": ["Heron", "Storm-1"],
                        "cfr-suspected-state-sponsor": ["Iran (Islamic Republic of)", "China"],
                        "origin:Storm-1": ["Microsoft", "Other"]},
               "related": [{"dest-uuid": "\(Self.two)", "type": "similar", "tags": ["x"]},
                           {"dest-uuid": "\(Self.two)", "type": "similar", "tags": ["y"]}]},
              {"uuid": "\(Self.two)", "value": "Second"},
              {"uuid": "\(Self.lost)", "value": "Third", "meta": {"synonyms": ["Malm\u{fffd}"]}}]}
            """
        try await withReader(of: text.utf8, GalaxyReader.init) { reader in
            let statements = try await reader.resources().filter { $0.kind == .statements }
            #expect(Set(names(statements)).count == statements.count && statements.count == 2)
            #expect(statements.last?.fields.elements("labels").map { $0["value"]?.text } == ["x"])
            let told = reader.remarks.first.map { "\($0.trouble) \($0.type): \($0.reason)" }
            let several = "has several values; the first is taken"
            #expect(
                told == [
                    "damaged cluster: holds U+FFFD, which stands where a character was lost",
                    "leftOut related similar: is one more to the same cluster; the first is taken",
                    "leftOut country: \(several)", "leftOut attribution-confidence: \(several)",
                    "leftOut cfr-suspected-state-sponsor: \(several)", "leftOut origin:Storm-1: \(several)",
                ]
            )
        }
    }

    @Test func aNewerEditionUpdatesAndKeepsHistory() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            func run(_ text: String) async throws -> ImportReport {
                try await withReader(of: text.utf8, GalaxyReader.init) { await Importer(resources).run($0) }
            }
            let first = try await run(Self.galaxy)
            #expect(first.refusals.map { "\($0.name): \($0.status)" } == [])
            #expect(first.total.created == first.total.read)
            #expect(try await run(Self.galaxy).total.unchanged == first.total.read)
            let newer = Self.galaxy.replacing("\"version\": 7", with: "\"version\": 8").replacing(
                "\"75\"",
                with: "\"50\""
            )
            // The source's title and the sponsor's confidence.
            #expect(try await run(newer).total.updated == 2)
            let link = try await resources.get("statements/misp-\(Self.one)-sponsor", .statements)
            #expect(link["revision"]?.text == "2" && link["confidence"]?.count == 50)
        }
    }

    @Test(arguments: [
        ("{\"values\": 1}", "is no MISP galaxy"), ("[", "line 1, column 2"),
        ("{\"type\": \"tool\", \"values\": []}", "is the galaxy \"tool\"; only \"threat-actor\" can be imported"),
    ])
    func whatIsNoGalaxyIsRefused(_ text: String, _ trouble: String) async throws {
        let error = await #expect(throws: Status.self) {
            try await withReader(of: text.utf8, GalaxyReader.init) { _ in }
        }
        #expect(error?.message.contains(trouble) == true)
    }

    @Test func aFileOfAnySizeHasALimit() async throws {
        let bytes = [UInt8](repeating: 0x20, count: Limits.fileBytes + 1)
        let error = await #expect(throws: Status.self) { try await withReader(of: bytes, GalaxyReader.init) { _ in } }
        #expect(error?.message.contains("has more than \(Limits.fileBytes) bytes") == true)
    }
}
