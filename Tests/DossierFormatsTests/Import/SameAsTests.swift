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

    /// Whichever file brings the others, and however often.
    @Test func ofManyEachIsLinkedWithTheFirstByName() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            func candidates(_ ids: [String]) async throws -> ImportReport.Counts {
                let actors = ids.map { "  \($0): {display_name: Name of \($0), aliases: [Grey Wolf]}" }
                let dossier = try DossierFile.read("actors:\n" + actors.joined(separator: "\n"), name: "many")
                return await Importer(resources).run(dossier).candidates
            }
            let first = (0..<10).reversed().map { "b\($0)" }
            #expect(try await candidates(first).created == 9)
            #expect(try await candidates(first).unchanged == 9)
            #expect(try await links(resources).allSatisfy { $0["link"]?["from"]?.text == "actors/b0" })
            let second = ["c1", "a", "c0"]
            #expect(try await candidates(second).created == 12)
            for again in [second, first] { #expect(try await candidates(again).created == 0) }
            #expect(try await links(resources).count == 21)
        }
    }

    /// Eight of a name make 28 pairs.
    @Test func ofTooManyPairsTheFirstInTheFileAreProposed() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            let groups = Limits.importCandidates / 28 + 3
            let finder = SameAsFinder(resources)
            for group in 0..<groups {
                for actor in 0..<8 {
                    let name = JSONValue.string("Group \(group)")
                    let fields = JSONValue(members: [("display_name", name)])
                    await finder.take(DossierResource(.actors, id: "g\(groups - group)-\(actor)", fields: fields))
                }
            }
            let pairs = await finder.finish()
            let counts = Dictionary(grouping: pairs) { $0.first.prefix { $0 != "-" } }.mapValues(\.count)
            #expect(pairs.count == Limits.importCandidates && finder.isCut)
            for group in 0..<groups - 3 { #expect(counts["actors/g\(groups - group)"] == 28) }
            #expect(counts["actors/g1"] == nil)
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
