import DossierCore
import Testing

/// Records that are made to keep the server busy, or its answers large. Each answer comes in good time.
struct HostileRecordTests {
    private static let ids = (0..<200).map { "s\($0)" }
    private static let patience = Duration.seconds(10)

    private func ask(_ desk: Desk, _ method: String, _ request: JSON) async throws -> JSON {
        try await desk.call("dossier.v1.Statements/\(method)", request, timeout: Self.patience)
    }

    /// Everybody answers everybody.
    @Test(arguments: ["CORROBORATES", "REJECTS", "REPORTS"]) func allAnswerAll(_ kind: String) async throws {
        try await Desk.open(actors: ["a", "b"], incidents: ["july"]) { desk in
            let statements = Self.ids.map { id -> (id: String, fields: JSON) in
                let others = Self.ids.filter { $0 != id }.map { "statements/\($0)" }
                return (id, .said(kind, by: "a", about: others))
            }
            try await desk.createBatch(.statements, statements)
            // Again, so that none is in its first version; the first of them is about the incident.
            let first = JSON.said("ATTRIBUTES", by: "a", about: Self.ids.dropFirst().map { "statements/\($0)" })
                .merging(["name": "statements/s0", "targetActors": ["actors/b"]])
            let about = first.about.list + [["name": "incidents/july"]]
            try await desk.update(.statements, first.merging(["about": JSON(about)]))
            for id in ["s1", "s2"] {
                let statement = try await desk.get(.statements, "statements/\(id)")
                try await desk.update(.statements, statement.merging(["purposeClaimed": "none"]))
            }
            let picture = try await ask(desk, "GetPicture", ["incident": "incidents/july"])
            #expect(picture.accused[0].statementCount.integer == (kind == "REPORTS" ? 1 : Self.ids.count))
            let trace = try await ask(desk, "TraceStatement", ["name": "statements/s7"])
            #expect(trace.steps.list.count == Limits.traceSteps && trace.truncated == true)
            for name in ["incidents/july", "actors/a"] {
                let timeline = try await ask(desk, "GetTimeline", ["name": JSON(name), "pageSize": 1_000])
                #expect(timeline.entries.list.count == Self.ids.count)
            }
            _ = try await ask(desk, "ListContested", [:])
        }
    }

    /// Persons who hold all their offices at each other: there are many ways from one to the other.
    @Test func officesInCircles() async throws {
        try await Desk.open(actors: ["state"], incidents: ["july"]) { desk in
            let person: JSON = ["displayName": "P", "identityClass": "IDENTITY_CLASS_INDIVIDUAL"]
            for id in ["p", "q"] { try await desk.create(.actors, id, person) }
            for (id, other) in [("p", "q"), ("q", "p")] {
                let role: JSON = ["title": "T", "organization": JSON("actors/\(other)")]
                let fields = person.merging(["name": JSON("actors/\(id)"), "roles": list(1_000, of: role)])
                try await desk.update(.actors, fields)
            }
            try await desk.say(("x", .said("ATTRIBUTES", by: "p", about: "incidents/july", of: "state")))
            try await desk.say(("back", .said("RETRACTS", by: "p", about: "statements/x")))
            let picture = try await ask(desk, "GetPicture", ["incident": "incidents/july"])
            #expect(picture.accused == .null)
        }
    }

    /// More accused, positions and words than one message holds: what is left out is counted.
    @Test func largePictures() async throws {
        let speakers = (0..<40).map { "voice-\($0)-of-many-that-say-the-same-at-length" }
        let accused = (0..<1_000).map { "a\($0)" }
        try await Desk.open(actors: speakers, incidents: ["july"]) { desk in
            try await desk.set(actors: accused)
            try await desk.create(.sources, "paper", ["title": "A paper"])
            for speaker in speakers {
                let appearance: JSON = [
                    "source": "sources/paper", "form": "APPEARANCE_FORM_DIRECT", "text": text(2_000),
                ]
                let fields = JSON.said("ATTRIBUTES", by: speaker, about: ["incidents/july"], of: accused)
                try await desk.say(("by-\(speaker)", fields.merging(["appearances": [appearance]])))
            }
            let picture = try await ask(desk, "GetPicture", ["incident": "incidents/july"])
            #expect(picture.status == "ATTRIBUTION_STATUS_CORROBORATED")
            let told = picture.accused.list
            let positions = told.reduce(0) { $0 + $1.asserters.list.count }
            #expect(told[0].asserters.list.count == speakers.count)
            // An accused who is left out is one, whatever positions there are on him.
            let ofTheLast = speakers.count - (told.last?.asserters.list.count ?? 0)
            #expect(told.count < accused.count)
            #expect(picture.omittedCount.integer == accused.count - told.count + ofTheLast)
            #expect(positions == told.count * speakers.count - ofTheLast)
            try await desk.say(("no", .said("DENIES", by: speakers[0], about: ["incidents/july"], of: accused)))
            let contested = try await ask(desk, "ListContested", [:]).incidents[0]
            #expect(contested.accused.list.count == Limits.contestedAccused)
        }
    }

    /// One statement about as many things as it can name, and many that answer it.
    @Test func manySubjectsAndAnswers() async throws {
        let incidents = (0..<999).map { "i\($0)" }
        try await Desk.open(actors: ["a", "b"], incidents: incidents) { desk in
            let all = incidents.map { "incidents/\($0)" }
            try await desk.say(("x", .said("ATTRIBUTES", by: "a", about: all, of: ["b"])))
            for batch in 0..<3 {
                let answers = (0..<1_000).map {
                    ("r\(batch)-\($0)", JSON.said("REJECTS", by: "b", about: "statements/x"))
                }
                try await desk.createBatch(.statements, answers)
            }
            let picture = try await ask(desk, "GetPicture", ["incident": "incidents/i7"])
            #expect(picture.accused[0].statementCount.integer == 3_001)
            #expect(picture.accused[0].ownPosition.statementCount.integer == 3_000)
            let trace = try await ask(desk, "TraceStatement", ["name": "statements/x"])
            #expect(trace.steps.list.count == Limits.traceSteps && trace.truncated == true)
            let timeline = try await desk.pages("GetTimeline", ["name": "incidents/i7", "pageSize": 1_000])
            #expect(timeline.map(\.entries.list.count) == [1_000, 1_000, 1_000, 1])
        }
    }
}
