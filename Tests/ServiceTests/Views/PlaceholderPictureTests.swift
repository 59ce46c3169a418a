import DossierCore
import Testing

/// What somebody unknown has to do with: docs/pictures.md, rules 4 and 6.
@Suite struct PlaceholderPictureTests {
    /// Who says that a unit of the unknown is to blame says so of the unknown, too, whatever he disputes beside it: so what
    /// the unknown has claimed stays his position, and he is somebody else by his own word.
    @Test func whatIsSaidOfAUnitIsSaidOfWhomeverItBelongsTo() async throws {
        try await Desk.open(actors: ["unknown", "unit", "state", "accuser"], incidents: ["attack"]) { desk in
            try await desk.update(.actors, ["name": "actors/unknown", "displayName": "U", "placeholder": true])
            try await desk.update(.actors, ["name": "actors/unit", "displayName": "V", "parent": "actors/unknown"])
            try await desk.say(
                ("claim", .said("CLAIMS", by: "unknown", about: "incidents/attack")),
                ("condemns", .said("CONDEMNS", by: "accuser", about: "incidents/attack", of: "unit")),
                ("doubts", .said("DOUBTS", by: "state", about: "statements/claim")),
                ("same", .linked("SAME_AS", by: "unknown", "actors/unknown", "actors/state")),
                ("agrees", .said("CORROBORATES", by: "unknown", about: "statements/condemns", "statements/doubts"))
            )
            let inferred = try await desk.picture("incidents/attack").inferred.list
            #expect(inferred.map(\.accused) == ["actors/state"])
            #expect(inferred.first?.path == ["statements/same", "statements/claim"])
            // The unit alone is not enough: the unknown disputes that it was he.
            try await desk.say(("denies", .said("DENIES", by: "unknown", about: "incidents/attack", of: "unknown")))
            #expect(try await desk.picture("incidents/attack").inferred.list == [])
        }
    }
}
