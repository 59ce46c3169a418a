import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Testing

@testable import DossierFormats

/// Nothing is merged; what may be the same is said so.
@Suite struct SameAsTests {
    private func links(_ resources: Resources) async throws -> [JSONValue] {
        var query = ListQuery()
        query.filter = "kind = LINKS"
        return try await resources.page(of: .statements, query).items
    }

    @Test func actorsThatShareANameAreLinkedNotMerged() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let first = try DossierFile.read(
                """
                actors:
                  wolf: {display_name: Grauwolf, aliases: [Grey Wolf, "APT \\"99\\""], tlp: clear}
                  pack: {display_name: The Pack, aliases: [GREY-WOLF, X], tlp: green}
                  same: {display_name: the same, aliases: [The Pack], placeholder: true}
                  short: {display_name: X}
                """,
                name: "first"
            )
            #expect(await Importer(resources).run(first).candidates.created == 1)
            let link = try #require(try await links(resources).first)
            #expect(link["speaker"]?.text == "actors/dossier-import")
            #expect(link["tlp"]?.text == "TLP_GREEN")
            #expect(
                link["link"]
                    == (try json(
                        """
                        {"type":"LINK_TYPE_SAME_AS","from":"actors/pack","to":"actors/wolf","text":"both are called “GREY-WOLF”"}
                        """
                    ))
            )
            let second = try DossierFile.read(
                "actors: {other: {display_name: Other, aliases: ['APT \"99\"']}}",
                name: "second"
            )
            #expect(await Importer(resources).run(second).candidates.created == 1)
            #expect(await Importer(resources).run(second).candidates.unchanged == 1)
            #expect(try await links(resources).count == 2)
        }
    }

    @Test func whatACuratorHasTurnedDownIsNotSaidAgain() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let dossier = try DossierFile.read(
                "actors: {a: {display_name: Wolf}, b: {display_name: wolf}}",
                name: "f"
            )
            #expect(await Importer(resources).run(dossier).candidates.created == 1)
            let name = try #require(try await links(resources).first?["name"]?.text)
            _ = try await resources.delete(name, .statements, etag: "")
            let again = await Importer(resources).run(dossier)
            #expect(again.candidates.refused == 1 && again.refusals.isEmpty)
            #expect(try await links(resources).isEmpty)
        }
    }

    @Test func aDryRunProposesAndWritesNothing() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let dossier = try DossierFile.read(
                "actors: {a: {display_name: Wolf}, b: {display_name: wolf}}",
                name: "f"
            )
            #expect(await Importer(resources, isDryRun: true).run(dossier).candidates.created == 1)
            #expect(try await resources.page(of: .actors).items.isEmpty)
        }
    }

    /// No filter takes a * within; as an end it means all that begins so.
    @Test func aStarInANameIsNotSearchedFor() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let first = try DossierFile.read("actors: {a: {display_name: Wolfram}}", name: "first")
            _ = await Importer(resources).run(first)
            let second = try DossierFile.read(
                "actors: {b: {display_name: Shark, aliases: ['Sh*rk', 'Wolf*']}, c: {display_name: 'sh*rk'}}",
                name: "second"
            )
            let report = await Importer(resources).run(second)
            guard case .complete = report.end else {
                Issue.record("ended \(report.end)")
                return
            }
            #expect(report.candidates.created == 1 && report.candidateFailure == nil)
            #expect(try await links(resources).first?["link"]?["to"]?.text == "actors/c")
        }
    }

    /// A backslash takes two bytes in a filter.
    @Test func namesOfManyQuotesFitIntoTheFilter() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let long = String(repeating: "\\", count: 900)
            let actors = (0..<40).map { number in
                let alias = JSONValue(members: [("value", .string("alias \(number)\(long)"))])
                let fields = [("display_name", JSONValue.string("Actor \(number)")), ("aliases", .array([alias]))]
                return DossierResource(.actors, id: "a\(number)", fields: JSONValue(members: fields))
            }
            let report = await Importer(resources).run(Dossier(actors))
            #expect(report.total.created == 40 && report.candidateFailure == nil)
        }
    }

    @Test func aCandidateThatIsRefusedIsTold() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let actors = try DossierFile.read("actors: {dossier-import: {display_name: Program}}", name: "g")
            _ = await Importer(resources).run(actors)
            _ = try await resources.delete("actors/dossier-import", .actors, etag: "")
            let pair = try DossierFile.read("actors: {a: {display_name: Wolf}, b: {display_name: wolf}}", name: "f")
            let report = await Importer(resources).run(pair)
            #expect(report.candidates.refused == 1)
            #expect(report.candidateRefusals.contains { $0.name.hasPrefix("statements/same-as-") })
        }
    }
}
