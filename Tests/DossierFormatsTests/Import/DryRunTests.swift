import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Testing

@testable import DossierFormats

/// A dry run foresees what the run does.
@Suite struct DryRunTests {
    private let recorded = """
        actors: {there: {display_name: There}, gone: {display_name: Gone}}
        incidents: {old: {title: Old}}
        """

    private let file = """
        actors:
          child: {display_name: Child, parent: parent}
          parent: {display_name: Parent, parent: actors/there}
          orphan: {display_name: Orphan, parent: actors/nobody}
          heir: {display_name: Heir, parent: orphan}
          widow: {display_name: Widow, parent: actors/gone}
          own: {display_name: Own, aliases: [{value: O, asserted_by: own}]}
        sources:
          paper: {title: Paper, publisher: heir}
        incidents:
          new: {title: New, victims: [{actor: child}, {actor: actors/there}]}
          lost: {title: Lost, victims: [{actor: widow}]}
        statements:
          x: {speaker: parent, kind: denies, about: y}
          y: {speaker: parent, kind: denies, about: x}
          answers: {speaker: child, kind: denies, about: says}
          says: {speaker: actors/there, kind: denies, about: [new, incidents/old]}
          cites: {speaker: child, kind: denies, about: new, appearances: [{source: paper, form: direct}]}
          third: {speaker: child, kind: denies, about: statements/nowhere}
        """

    @Test func itForeseesWhatWouldDangle() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            _ = await Importer(resources).run(try DossierFile.read(recorded, name: "recorded"))
            _ = try await resources.delete("actors/gone", .actors, etag: "")
            let dossier = try DossierFile.read(file, name: "file")
            let foreseen = await Importer(resources, isDryRun: true).run(dossier)
            let done = await Importer(resources).run(dossier)
            #expect(foreseen.counts == done.counts)
            #expect(foreseen.refusals.map(\.name).sorted() == done.refusals.map(\.name).sorted())
            #expect(
                done.refusals.map(\.name).sorted() == [
                    "actors/heir", "actors/orphan", "actors/widow", "incidents/lost", "sources/paper",
                    "statements/cites", "statements/third", "statements/x", "statements/y",
                ]
            )
            let (one, other) = (foreseen.remarks.groups, done.remarks.groups)
            #expect(one.map(\.group) == other.map(\.group) && one.map(\.count) == other.map(\.count))
            #expect(foreseen.remarks.count(.dangling) == 9)
        }
    }

    /// What would stand later in the file is not missed when it was not read.
    @Test func stoppedItRefusesNothing() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            let others = (0..<200).map { "  a\($0): {display_name: A\($0)}" }
            let lines = ["  child: {display_name: Child, parent: last}"] + others + ["  last: {display_name: Last}"]
            let dossier = try DossierFile.read("actors:\n" + lines.joined(separator: "\n"), name: "family")
            let stop = ImportStop()
            let report = await Importer(resources, isDryRun: true, stop: stop) { _ in stop.stop() }.run(dossier)
            guard case .stopped = report.end else {
                Issue.record("ended \(report.end)")
                return
            }
            #expect(report.total.created == Limits.importCalls - 1 && report.total.read == Limits.importCalls)
            #expect(report.refusals.isEmpty && report.remarks.isEmpty)
        }
    }

    /// What a run would refuse for want of room, it refuses, too.
    @Test func itWaitsForNoMoreThanTheRunDoes() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            let actors = (0..<4).map { number in
                let fields = [("display_name", "A\(number)"), ("parent", "actors/a\(number + 1)")]
                return DossierResource(
                    .actors,
                    id: "a\(number)",
                    fields: JSONValue(members: fields.map { ($0, .string($1)) })
                )
            }
            let requests = try actors.enumerated().map { number, actor in
                try ImportStream.encode(UInt64(number + 1), .actors, id: actor.id, actor.fields)
            }
            let (ledger, other) = (Self.ledger(room: 3 * requests[0].count), Self.ledger(room: 3 * requests[0].count))
            let comparison = RecordComparison(resources, ledger, ForeseenRecord(resources))
            try await comparison.take(actors)
            for (number, actor) in actors.enumerated() {
                let status = Status.precondition(.referenceMissing, "actors/a\(number + 1)", "missing")
                other.settle(ImportItem(UInt64(number + 1), actor, request: requests[number]), .refused(status))
            }
            for ledger in [ledger, other] {
                let report = ledger.report(DossierReader(Dossier([])), .complete)
                #expect(report.refusals.map(\.name) == ["actors/a3"])
                #expect(report.refusals.first?.status.code == .resourceExhausted)
            }
            try await comparison.finish()
            #expect(ledger.report(DossierReader(Dossier([])), .complete).total.refused == 4)
        }
    }

    private static func ledger(room: Int) -> ImportLedger { ImportLedger(ImportTally(unit: "things"), room: room) }

    /// As SAME_AS statements do, which refer to actors that the file would have made.
    @Test func whatTheFileGivesIsThere() async throws {
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            let names = "{one: {display_name: Grauwolf}, two: {display_name: GRAUWOLF}}"
            let dossier = try DossierFile.read("actors: \(names)", name: "alike")
            let foreseen = await Importer(resources, isDryRun: true).run(dossier)
            #expect(foreseen.candidates.created == 1 && foreseen.candidates.refused == 0)
            var chain = (0..<300).map { "  a\($0): {display_name: A\($0), parent: a\($0 + 1)}" }
            chain.append("  a300: {display_name: Last}")
            let long = try DossierFile.read("actors:\n" + chain.joined(separator: "\n"), name: "chain")
            #expect(await Importer(resources, isDryRun: true).run(long).total.created == 301)
        }
    }
}
