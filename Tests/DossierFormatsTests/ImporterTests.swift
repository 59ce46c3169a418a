import DossierClient
import DossierCore
import DossierFormats
import DossierTesting
import DossierWire
import Synchronization
import Testing

/// Imports over TCP into a whole server.
@Suite struct ImporterTests {
    @Test func theFirstImportCreatesAndTheSecondChangesNothing() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let dossier = try DocumentedExample.dossier()
            let done = Mutex(0)
            let importer = Importer(resources) { count in done.withLock { $0 += count } }

            let first = await importer.run(dossier)
            #expect(Counts(first.total) == Counts(created: 8, updated: 0, unchanged: 0))
            #expect(first.refusals.isEmpty)
            #expect(done.withLock { $0 } == 8)
            let sequence = try await Self.sequence(server)

            let second = await importer.run(dossier)
            #expect(Counts(second.total) == Counts(created: 0, updated: 0, unchanged: 8))
            #expect(try await Self.sequence(server) == sequence)

            for resource in dossier.resources {
                let stored = try await resources.get(resource.name, resource.kind)
                for member in try shown(resource).members { #expect(stored[member.name] == member.value) }
            }
        }
    }

    @Test func whatDiffersIsUpdatedAndOnlyThat() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            _ = await Importer(resources).run(try DocumentedExample.dossier())
            let text = try DocumentedExample.yaml().replacing("confidence: 70", with: "confidence: 0")
            let report = await Importer(resources).run(try DossierFile.read(text, name: "changed"))
            #expect(Counts(report.total) == Counts(created: 0, updated: 1, unchanged: 7))
            let statement = try await resources.get("statements/ministry-blames", .statements)
            #expect(statement["confidence"] == .number("0"))
            #expect(statement["revision"]?.text == "2")
            #expect(statement["basis"]?.text == "BASIS_RECEIVER_GOVERNMENT")
        }
    }

    @Test func anUnspecifiedTlpIsAmber() async throws {
        try await TestServer.run { server in
            let importer = Importer(Resources(try await server.connect()))
            let plain = try DossierFile.read("actors: {a: {display_name: A}}", name: "plain")
            _ = await importer.run(plain)
            #expect(Counts(await importer.run(plain).total) == Counts(created: 0, updated: 0, unchanged: 1))
            let amber = try DossierFile.read("actors: {a: {display_name: A, tlp: amber}}", name: "amber")
            #expect(Counts(await importer.run(amber).total) == Counts(created: 0, updated: 0, unchanged: 1))
            let clear = try DossierFile.read("actors: {a: {display_name: A, tlp: clear}}", name: "clear")
            #expect(Counts(await importer.run(clear).total) == Counts(created: 0, updated: 1, unchanged: 0))
        }
    }

    @Test func aDryRunWritesNothing() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let report = await Importer(resources, isDryRun: true).run(try DocumentedExample.dossier())
            #expect(Counts(report.total) == Counts(created: 8, updated: 0, unchanged: 0))
            #expect(try await resources.page(of: .actors, size: 0, token: "").items.isEmpty)
        }
    }

    @Test func whatIsRefusedIsToldByResourceAndTheRestGoesOn() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let dossier = try DossierFile.read(
                """
                actors:
                  fine: {display_name: Fine}
                incidents:
                  good: {title: Good}
                  nameless: {summary: It has no title.}
                statements:
                  s: {speaker: fine, kind: denies, about: good}
                """,
                name: "refused"
            )
            let report = await Importer(resources).run(dossier)
            #expect(Counts(report.total) == Counts(created: 3, updated: 0, unchanged: 0))
            #expect(report.total.read == 4)
            #expect(report.total.refused == 1)
            #expect(report.refusals.map(\.name) == ["incidents/nameless"])
            #expect(report.refusals.map(\.place.line) == [5])
            #expect(report.refusals[0].status.code == .invalidArgument)
            #expect(report.refusals[0].status.message.hasPrefix("title: is required"))
            #expect(try await resources.page(of: .incidents, size: 0, token: "").items.count == 1)
            #expect(try await resources.page(of: .statements, size: 0, token: "").items.count == 1)
        }
    }

    @Test func aDanglingReferenceIsRefused() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let dossier = try DossierFile.read(
                "actors: {a: {display_name: A, parent: actors/nobody}}",
                name: "dangling"
            )
            let report = await Importer(resources).run(dossier)
            #expect(report.refusals.map(\.status.code) == [.failedPrecondition])
            #expect(report.refusals[0].status.message.contains("actors/nobody"))
            #expect(report.remarks.first.map(\.trouble) == [.dangling])
            #expect(report.refusals.first?.status.subject(of: .referenceMissing) == "actors/nobody")
        }
    }

    @Test func aDeletedResourceIsNotBroughtBackInPassing() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let dossier = try DossierFile.read("actors: {a: {display_name: A}}", name: "deleted")
            _ = await Importer(resources).run(dossier)
            _ = try await resources.delete("actors/a", .actors, etag: "")
            let report = await Importer(resources).run(dossier)
            #expect(report.refusals.map(\.name) == ["actors/a"])
            #expect(report.refusals[0].status.message.contains("is deleted"))
        }
    }

    /// More than may be on their way, the parents after their children in the file.
    @Test func whatRefersToALaterOneOfItsKindWaitsForIt() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let count = 4 * Limits.importItems / 10 * 10
            let actors = (0..<count).map { number in
                let parent = number % 10 == 9 ? "" : ", parent: a\(number + 1)"
                return "  a\(number): {display_name: Actor \(number)\(parent)}"
            }
            let text = "actors:\n" + actors.joined(separator: "\n")
            let report = await Importer(resources).run(try DossierFile.read(text, name: "many"))
            #expect(report.refusals.map(\.status) == [])
            #expect(Counts(report.total) == Counts(created: count, updated: 0, unchanged: 0))
        }
    }

    private static func sequence(_ server: TestServer) async throws -> String? {
        let method = try ServiceMethod.standard(MethodName("dossier.v1.Server", "GetStatus"))
        return try await server.connect().call(method, .object([]))["sequence"]?.text
    }
}

/// Counts that can be written down.
private struct Counts: Equatable {
    let created, updated, unchanged: Int

    init(created: Int, updated: Int, unchanged: Int) {
        self.created = created
        self.updated = updated
        self.unchanged = unchanged
    }

    init(_ counts: ImportReport.Counts) {
        self.init(created: counts.created, updated: counts.updated, unchanged: counts.unchanged)
    }
}
