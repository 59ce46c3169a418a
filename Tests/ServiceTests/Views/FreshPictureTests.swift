import DossierCore
import Foundation
import Testing

/// A picture that was asked for is kept; whatever it rests on, a change of that shows at once.
struct FreshPictureTests {
    private static let july = "incidents/july"
    private static let september = "incidents/september"
    private static let accusation = "statements/accusation"

    /// One write, and the incidents whose pictures it changes.
    private struct Change {
        let incidents: [String]
        let write: (Desk) async throws -> Void

        init(_ incidents: String..., write: @escaping (Desk) async throws -> Void) {
            self.incidents = incidents
            self.write = write
        }

        static func says(_ id: String, _ statement: JSON, changes incidents: String...) -> Change {
            Change(incidents: incidents) { try await $0.create(.statements, id, statement) }
        }

        static func sets(_ collection: Collection, _ name: String, _ fields: JSON, _ incidents: String...) -> Change {
            Change(incidents: incidents) { desk in
                let resource = try await desk.get(collection, name)
                try await desk.update(collection, resource.merging(fields))
            }
        }

        private init(incidents: [String], write: @escaping (Desk) async throws -> Void) {
            self.incidents = incidents
            self.write = write
        }
    }

    /// A state accuses another of one of two attacks.
    private func follow(_ changes: [Change]) async throws {
        try await Desk.open { desk in
            for id in ["albania", "iran", "france", "mois", "medium"] {
                try await desk.create(.actors, id, ["displayName": JSON(id), "identityClass": "IDENTITY_CLASS_STATE"])
            }
            let person: JSON = ["displayName": "P", "identityClass": "IDENTITY_CLASS_INDIVIDUAL"]
            try await desk.create(.actors, "person", person)
            try await desk.create(.sources, "report", ["title": "R", "published": .day("2022-01-01")])
            for id in ["july", "september"] { try await desk.create(.incidents, id, ["title": "T"]) }
            let accusation = JSON.said("ATTRIBUTES", by: "albania", about: Self.july, of: "iran", on: "2022-09-07")
            try await desk.create(.statements, "accusation", accusation)
            for (place, change) in changes.enumerated() { try await follow(change, place, desk) }
        }
    }

    private func follow(_ change: Change, _ place: Int, _ desk: Desk) async throws {
        var before: [String: JSON] = [:]
        for incident in [Self.july, Self.september] {
            let picture = try await desk.picture(incident)
            #expect(try await desk.picture(incident) == picture)
            before[incident] = picture.without("sequence")
        }
        try await change.write(desk)
        for incident in [Self.july, Self.september] {
            let after = try await desk.picture(incident)
            #expect(try await desk.sequence() == after.sequence.integer)
            #expect(try await desk.pictureAnew(after) == after, "change \(place)")
            let isChanged = after.without("sequence") != before[incident]
            #expect(isChanged == change.incidents.contains(incident), "change \(place), \(incident): \(after)")
        }
    }

    @Test func statementsAndAnswers() async throws {
        try await follow([
            .says("agrees", .said("CORROBORATES", by: "france", about: Self.july, of: "iran"), changes: Self.july),
            .says("rejects", .said("REJECTS", by: "iran", about: Self.accusation), changes: Self.july),
            .says("echoes", .said("CORROBORATES", by: "medium", about: Self.accusation), changes: Self.july),
            .says("doubts", .said("DOUBTS", by: "mois", about: "statements/echoes"), changes: Self.july),
            .says("reports", .said("REPORTS", by: "medium", about: Self.july)),
            .says("elsewhere", .said("CLAIMS", by: "mois", about: Self.september), changes: Self.september),
        ])
    }

    @Test func retractions() async throws {
        try await follow([
            .says("back", .said("RETRACTS", by: "albania", about: Self.accusation), changes: Self.july),
            .says("again", .said("RETRACTS", by: "albania", about: "statements/back"), changes: Self.july),
            Change(Self.july) { try await $0.delete(.statements, "statements/again") },
            Change(Self.july) { try await $0.undelete(.statements, "statements/again") },
        ])
    }

    @Test func updatesDeletionsAndReturns() async throws {
        let (there, back): (JSON, JSON) = (
            ["about": [["name": "incidents/september"]]], ["about": [["name": "incidents/july"]]]
        )
        try await follow([
            .sets(.statements, Self.accusation, there, Self.july, Self.september),
            .sets(.statements, Self.accusation, back, Self.july, Self.september),
            .sets(.statements, Self.accusation, ["targetActors": ["actors/mois"]], Self.july),
            .sets(.statements, Self.accusation, ["about": [["name": "incidents/july", "candidate": true]]], Self.july),
            Change(Self.july) { try await $0.delete(.statements, Self.accusation) },
            Change(Self.july) { try await $0.undelete(.statements, Self.accusation) },
        ])
    }

    @Test func actors() async throws {
        let role: JSON = ["title": "T", "organization": "actors/france"]
        try await follow([
            .sets(.actors, "actors/albania", ["parent": "actors/france"], Self.july),
            .sets(.actors, "actors/albania", ["relayer": true], Self.july),
            .sets(.actors, "actors/iran", ["parent": "actors/mois"], Self.july),
            .sets(.actors, "actors/iran", ["placeholder": true, "parent": ""], Self.july),
            .says("claims", .said("CLAIMS", by: "person", about: Self.september), changes: Self.september),
            .sets(.actors, "actors/person", ["roles": [role]], Self.september),
            .sets(.actors, "actors/france", ["parent": "actors/medium"], Self.september),
            .sets(.actors, "actors/medium", ["identityClass": "IDENTITY_CLASS_COLLECTIVE"], Self.september),
            .sets(.actors, "actors/mois", ["displayName": "Another name"]),
        ])
    }

    /// Without a time of its own, a statement has that of its source; of two the latest is the position.
    @Test func timesOfSources() async throws {
        let statement = JSON.said("ATTRIBUTES", by: "france", about: Self.july, of: "iran")
        let appearance: JSON = ["source": "sources/report", "form": "APPEARANCE_FORM_DIRECT", "text": "it was"]
        try await follow([
            .says("undated", statement.merging(["appearances": [appearance]]), changes: Self.july),
            .says(
                "dated",
                .said("DENIES", by: "france", about: Self.july, of: "iran", on: "2022-06-01"),
                changes: Self.july
            ),
            .sets(.sources, "sources/report", ["published": .day("2022-12-01")], Self.july),
            .sets(.sources, "sources/report", ["title": "Another title"]),
        ])
    }

    @Test func timesOfIncidents() async throws {
        let role: JSON = [
            "title": "T", "organization": "actors/mois",
            "valid": ["latest": "2022-08-01T00:00:00Z", "precision": "PRECISION_OPEN"],
        ]
        try await follow([
            .sets(.actors, "actors/person", ["roles": [role]]),
            .says("names", .said("ATTRIBUTES", by: "france", about: Self.july, of: "person"), changes: Self.july),
            .sets(.incidents, Self.july, ["occurred": .day("2022-09-01")], Self.july),
            .sets(.incidents, Self.july, ["occurred": .day("2022-07-15")], Self.july),
            .sets(.incidents, Self.july, ["title": "Another title"]),
        ])
    }

    /// What is inferred rests on a link, and on what is said elsewhere.
    @Test func links() async throws {
        try await follow([
            .says("same", .linked("SAME_ACTORS", by: "albania", Self.september, Self.july), changes: Self.september),
            .says("back", .said("RETRACTS", by: "albania", about: Self.accusation), changes: Self.july, Self.september),
            Change(Self.july, Self.september) { try await $0.delete(.statements, "statements/back") },
            .says("aka", .linked("SAME_AS", by: "albania", "actors/iran", "actors/mois"), changes: Self.july),
            .sets(.actors, "actors/mois", ["placeholder": true], Self.july),
            .sets(.actors, "actors/mois", ["placeholder": false], Self.july),
            .sets(.statements, "statements/same", ["speaker": "actors/france"], Self.september),
            Change(Self.july) { try await $0.delete(.statements, "statements/aka") },
        ])
    }

    /// More changes between two questions than are followed one by one.
    @Test func afterAFlood() async throws {
        try await follow([
            Change(Self.september) { desk in
                for batch in 0...(Limits.picturesFollow / Limits.batchItems) {
                    let ids = (0..<Limits.batchItems).map { "s\(batch)-\($0)" }
                    try await desk.createBatch(.sources, ids.map { ($0, ["title": "S"]) })
                }
                try await desk.create(.statements, "claims", .said("CLAIMS", by: "mois", about: Self.september))
            }
        ])
    }

    /// More pictures than are kept: a quarter of a megabyte each, of a thousand accused.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["DOSSIER_TEST_LONG"] == "1"))
    func ofMoreThanIsKept() async throws {
        let accused = (1_000..<2_000).map { "accused-of-a-long-name-\($0)-\(String(repeating: "x", count: 30))" }
        let incidents = (0..<450).map { "i\($0)" }
        try await Desk.open(actors: accused, incidents: incidents) { desk in
            let names = incidents.map { "incidents/\($0)" }
            try await desk.say((accused[0], .said("ATTRIBUTES", by: accused[0], about: names, of: accused)))
            for name in names { _ = try await desk.picture(name) }
            // Of each accused his name, that of who says so, and twice that of the statement, which is as long.
            #expect(names.count * accused.count * 4 * accused[0].utf8.count > Limits.picturesBytes)
            for place in [0, 200, 449] {
                #expect(try await desk.picture(names[place]).accused.list.count == accused.count)
                let denial = JSON.said("DENIES", by: accused[1], about: names[place])
                try await desk.say(("no\(place)", denial))
                let picture = try await desk.picture(names[place])
                #expect(picture.status == "ATTRIBUTION_STATUS_DENIED_BY_ACCUSED")
                #expect(try await desk.pictureAnew(picture) == picture)
            }
        }
    }
}
