import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// A redacted revision says so wherever it is read, and nothing else of it is left.
struct RedactionTests {
    private static let method = "dossier.v1.Server/RedactRevisions"
    private static let secret = "quetzalcoatl"

    @discardableResult
    private func redact(_ desk: Desk, _ name: String, _ revisions: [Int] = []) async throws(Status) -> JSON {
        let revisions = JSON(revisions.map { JSON("\($0)") })
        return try await desk.call(
            Self.method,
            ["name": JSON(name), "revisions": revisions, "reason": "names a victim"]
        )
    }

    /// Whether the bytes of SQLite's files, or the rows of PostgreSQL's tables, have it.
    private func holdsSecret(_ desk: Desk) async throws -> Bool {
        let secret = Data(Self.secret.utf8)
        switch TestEngine.chosen {
        case .sqlite:
            return try FileManager.default.contentsOfDirectory(at: desk.server.folder, includingPropertiesForKeys: nil)
                .contains { try Data(contentsOf: $0).range(of: secret) != nil }
        case .postgres:
            let dump = try await Command.run("pg_dump", TestEngine.postgres.record(in: desk.server.folder))
            #expect(dump.status == 0)
            let hexadecimal = secret.map { String($0, radix: 16) }.joined()
            return [Self.secret, hexadecimal].contains { dump.output.contains($0) }
        }
    }

    @Test(arguments: Collection.all) func saysSoWhereverItIsRead(collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "leak", collection.titled("the \(Self.secret)"))
            let name = "\(collection.items)/leak"
            var clean = collection.titled("clean")
            clean.name = JSON(name)
            try await desk.update(collection, clean)
            let first = try await desk.sequence() - 1
            #expect(try await holdsSecret(desk))
            let done = try await redact(desk, name, [1])
            #expect(done.revisions == ["1"])
            #expect(done.sequence.integer == first + 2)
            #expect(try await !holdsSecret(desk))

            let moment: JSON = ["sequence": JSON("\(first)")]
            var left = try await desk.get(collection, "\(name)@1")
            #expect(left.redaction.reason == "names a victim")
            #expect(left.redaction.author == "local")
            #expect(left.redaction.sequence == done.sequence)
            #expect(left[collection.title] == .null)
            for field in ["name", "uid", "etag", "revision", "createTime", "updateTime", "author", "tlp"] {
                #expect(left[field] == created[field] && left[field] != .null)
            }
            #expect(try await desk.get(collection, name, asOf: moment) == left)
            #expect(try await desk.list(collection, ["recordedAsOf": moment])[collection.items][0] == left)
            #expect(
                try await desk.list(collection, ["recordedAsOf": moment, "search": JSON(Self.secret)])[collection.items]
                    == .null
            )
            #expect(try await desk.revisions(collection, name)[collection.items][1] == left)
            let event = try await desk.events(collection, ["sequence": JSON("\(first - 1)")], 1)[0]
            #expect(event[collection.field] == left)
            let batch: JSON = ["names": [JSON("\(name)@1")]]
            #expect(try await desk.call(collection.methods("BatchGet"), batch)[collection.items][0] == left)
            left = try await desk.get(collection, name)
            #expect(left.redaction == .null && left[collection.title] == "clean")
            #expect(try await redact(desk, name, [1]) == [:])
        }
    }

    @Test(arguments: Collection.all) func aDeletedResourceGoesAltogether(collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let name = "\(collection.items)/leak"
            try await desk.create(collection, "leak", collection.titled("the \(Self.secret)"))
            let refused = try await refusal { try await redact(desk, name) }
            #expect(refused.code == .failedPrecondition && refused.message.contains("delete \(name)"))
            try await desk.delete(collection, name)
            #expect(try await desk.get(collection, name)[collection.title].string.contains(Self.secret))
            #expect(try await redact(desk, name).revisions == ["1", "2"])
            #expect(try await !holdsSecret(desk))
            let left = try await desk.get(collection, name)
            #expect(left.redaction.reason == "names a victim" && left.deleteTime != .null)
            #expect(left[collection.title] == .null)
            #expect(try await desk.names(of: collection, ["showDeleted": true]).contains(name))
            let gone = try await refusal { try await desk.undelete(collection, name) }
            #expect(gone.code == .failedPrecondition && gone.message.contains("redacted"))
            #expect(try await refusal { try await desk.create(collection, "leak") }.code == .alreadyExists)
        }
    }

    /// What was computed from it is computed without it.
    @Test func picturesDoNotTripOverIt() async throws {
        try await Desk.open(actors: ["victim", "accused"], incidents: ["attack"]) { desk in
            try await desk.say(
                ("accusation", .said("ATTRIBUTES", by: "victim", about: "incidents/attack", of: "accused"))
            )
            let moment: JSON = ["recordedAsOf": ["sequence": JSON("\(try await desk.sequence())")]]
            #expect(try await desk.picture("incidents/attack", moment).accused.list.count == 1)
            try await desk.delete(.statements, "statements/accusation")
            try await redact(desk, "statements/accusation")
            #expect(try await desk.picture("incidents/attack", moment).accused == .null)
            #expect(try await desk.picture("incidents/attack").accused == .null)
            _ = try await desk.timeline("incidents/attack", moment)
            _ = try await desk.contested(moment)
            _ = try await desk.counts(by: "KIND", moment)
            _ = try? await desk.trace("statements/accusation", moment)
            try await desk.delete(.actors, "actors/accused")
            try await redact(desk, "actors/accused")
            _ = try await desk.picture("incidents/attack", moment)
            #expect(try await desk.status().callsFailed.integer <= 1)
        }
    }

    @Test func nobodyCanClaimARedaction() async throws {
        try await Desk.open { desk in
            let forged: JSON = ["title": "A", "redaction": ["reason": "none", "author": "eve"]]
            let created = try await desk.create(.incidents, "a", forged)
            let updated = try await desk.update(
                .incidents,
                forged.merging(["name": "incidents/a", "title": "B"])
            )
            let read = try await desk.get(.incidents, "incidents/a")
            let earlier = try await desk.get(.incidents, "incidents/a@1")
            for incident in [created, updated, read, earlier] { #expect(incident.redaction == .null) }
        }
    }

    /// The answer to a request told of it; the same request is not answered with it again.
    @Test func storedAnswersAreForgotten() async throws {
        try await Desk.open { desk in
            let request: JSON = [
                "incident": ["title": JSON(Self.secret)], "incidentId": "a",
                "requestId": "0c0fbc4e-6a4b-4b5a-8f0e-6d8a4f3a2b10",
            ]
            let create = "dossier.v1.Incidents/CreateIncident"
            let created = try await desk.call(create, request)
            #expect(try await desk.call(create, request) == created)
            try await desk.update(.incidents, ["name": "incidents/a", "title": "clean"])
            try await redact(desk, "incidents/a", [1])
            #expect(try await refusal { try await desk.call(create, request) }.code == .alreadyExists)
        }
    }

    @Test func whatCannotBeRedactedIsRefused() async throws {
        try await Desk.open { desk in
            try await desk.create(.incidents, "a")
            let cases: [(JSON, StatusCode, String)] = [
                (["name": "incidents/a"], .invalidArgument, "reason"),
                (["name": "incidents/a", "reason": " "], .invalidArgument, "reason"),
                (
                    ["name": "incidents/a", "reason": JSON(String(repeating: "x", count: 1_001))], .invalidArgument,
                    "reason"
                ),
                (["name": "incidents/a@1", "reason": "x"], .invalidArgument, "name"),
                (["name": "a", "reason": "x"], .invalidArgument, "name"),
                (["name": "incidents/b", "reason": "x"], .notFound, "incidents/b does not exist"),
                (["name": "nothing/b", "reason": "x"], .failedPrecondition, "no loaded module"),
                (["name": "incidents/a", "reason": "x", "revisions": ["7"]], .notFound, "revision 7"),
                (["name": "incidents/a", "reason": "x", "revisions": ["1"]], .failedPrecondition, "current"),
            ]
            for (request, code, words) in cases {
                let status = try await refusal { try await desk.call(Self.method, request) }
                #expect(status.code == code && status.message.contains(words), "\(status)")
            }
            try await desk.delete(.incidents, "incidents/a")
            let trial: JSON = ["name": "incidents/a", "reason": "x", "validateOnly": true]
            #expect(try await desk.call(Self.method, trial) == ["revisions": ["1", "2"]])
            #expect(try await desk.get(.incidents, "incidents/a").title == "An outage")
            #expect(try await desk.sequence() == 2)
        }
    }
}
