import DossierCore
import DossierTesting
import TestSupport
import Testing

/// The picture at once, and again when it changes.
struct WatchPictureTests {
    private static let july = "incidents/july"

    private func withScene(_ body: (Desk) async throws -> Void) async throws {
        try await Desk.open(actors: ["albania", "iran", "france"], incidents: ["july", "september"], body)
    }

    private static func accusation(_ speaker: String = "albania", about incident: String = july) -> JSON {
        .said("ATTRIBUTES", by: speaker, about: incident, of: "iran")
    }

    @Test func comesAtOnceAndWhenItChanges() async throws {
        try await withScene { desk in
            var watch = try await desk.watchPicture(Self.july)
            #expect(try await watch.next() == desk.picture(Self.july))
            for (id, statement) in [
                ("x", Self.accusation()), ("no", .said("REJECTS", by: "iran", about: "statements/x")),
                ("back", .said("RETRACTS", by: "albania", about: "statements/x")),
            ] {
                try await desk.say((id, statement))
                #expect(try await watch.next() == desk.picture(Self.july))
            }
        }
    }

    /// What changes elsewhere, or changes nothing in the picture, is not told.
    @Test func comesOnlyThen() async throws {
        try await withScene { desk in
            try await desk.say(("x", Self.accusation()))
            var watch = try await desk.watchPicture(Self.july)
            let first = try await watch.next()
            try await desk.say(("elsewhere", Self.accusation(about: "incidents/september")))
            try await desk.say(("report", .said("REPORTS", by: "france", about: Self.july)))
            let accusation = try await desk.get(.statements, "statements/x")
            try await desk.update(.statements, accusation.merging(["purposeClaimed": "to hack"]))
            let incident = try await desk.get(.incidents, Self.july)
            try await desk.update(.incidents, incident.merging(["title": "Another title"]))
            for place in 0..<5 {
                try await desk.create(.actors, "other\(place)")
                try await Task.sleep(for: .milliseconds(20))
            }
            try await desk.say(("agrees", Self.accusation("france")))
            let second = try await watch.next()
            #expect(first.accused[0].asserters.list.count == 1)
            #expect(second == (try await desk.picture(Self.july)))
        }
    }

    @Test func isOfAnIncident() async throws {
        try await withScene { desk in
            var missing = try await desk.watchPicture("incidents/nothing")
            #expect(try await refusal { try await missing.next() }.code == .notFound)
            for name in ["", "july", "actors/iran", "incidents/july@1", "incidents/"] {
                var watch = try await desk.watchPicture(name)
                let status = try await refusal { try await watch.next() }
                #expect(status.code == .invalidArgument, "\(name)")
                #expect(status.fields == ["incident"], "\(name)")
            }
        }
    }

    @Test func endsWithTheIncident() async throws {
        try await withScene { desk in
            var watch = try await desk.watchPicture(Self.july)
            _ = try await watch.next()
            try await desk.delete(.incidents, Self.july)
            #expect(try await refusal { try await watch.next() }.code == .notFound)
        }
    }

    /// Watches that begin at any moment, while others write, all end at the last picture.
    @Test func missesNoLastState() async throws {
        try await withScene { desk in
            let count = 40
            async let written: Void = {
                let own = try await desk.another()
                for place in 0..<count { try await own.say(("x\(place)", Self.accusation())) }
            }()
            let last = try await withThrowingTaskGroup(of: JSON.self) { group in
                for late in 0..<12 {
                    group.addTask {
                        try await Task.sleep(for: .milliseconds(8 * late))
                        var watch = try await desk.another().watchPicture(Self.july)
                        var picture = try await watch.next()
                        var sequence = picture.sequence.integer
                        while picture.accused[0].statementCount.integer < count {
                            picture = try await watch.next()
                            #expect(picture.sequence.integer > sequence)
                            sequence = picture.sequence.integer
                        }
                        return picture
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await written
            let picture = try await desk.picture(Self.july)
            #expect(last.count == 12)
            for other in last { #expect(other == picture) }
        }
    }

    /// Who does not read misses what was meanwhile, not what is.
    @Test func tellsASlowReaderTheLatest() async throws {
        try await withScene { desk in
            try await desk.create(.sources, "paper", ["title": "A paper"])
            let appearance: JSON = ["source": "sources/paper", "form": "APPEARANCE_FORM_DIRECT", "text": text(10_000)]
            let wordy = Self.accusation().merging(["appearances": list(16, of: appearance)])
            let method = "dossier.v1.Statements/WatchPicture"
            let slow = try RawWatch(desk.server.address, method, ["incident": JSON(Self.july)])
            let count = 50
            for place in 0..<count {
                try await desk.say(("x\(place)", wordy))
                // So that the watch is not just slower than the writes.
                try await Task.sleep(for: .milliseconds(5))
            }
            let picture = try await desk.picture(Self.july)
            var seen = 0
            var last = JSON.null
            while last.sequence != picture.sequence {
                last = try await slow.next()
                seen += 1
            }
            #expect(last == picture)
            #expect(seen < count)
        }
    }

    @Test func endsWithTheServer() async throws {
        try await withTemporaryFolder { folder in
            let server = try await TestServer.start(in: folder)
            let desk = Desk(server: server, client: try await server.connect())
            try await desk.set(actors: ["a"], incidents: ["july"])
            var watch = try await desk.watchPicture(Self.july)
            _ = try await watch.next()
            let start = ContinuousClock.now
            await server.stop(withinSeconds: 20)
            #expect(ContinuousClock.now - start < .seconds(10))
            #expect(try await refusal { try await watch.next() }.code == .unavailable)
        }
    }
}
