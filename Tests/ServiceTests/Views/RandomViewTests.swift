import DossierCore
import TestSupport
import Testing

/// Views asked for while many write anything at random.
struct RandomViewTests {
    private static let writers = 4
    private static let writes = 80

    /// What was kept is what is computed anew; and what is listed as contested is what the pictures say.
    @Test func presentAndPastAgree() async throws {
        let seed = SeededGenerator().seed
        try await Desk.open(actors: RandomWriter.states, incidents: RandomWriter.incidentIDs) { desk in
            try await RandomWriter.prepare(desk)
            let asked = try await withThrowingTaskGroup(of: Int.self) { group in
                for writer in 0..<Self.writers {
                    group.addTask {
                        var writer = RandomWriter(writer, seed: seed, try await desk.another())
                        for _ in 0..<Self.writes { try await writer.write() }
                        return 0
                    }
                }
                for reader in 0..<2 {
                    group.addTask { try await Self.ask(desk.another(), SeededGenerator(seed: seed &+ UInt64(reader))) }
                }
                return try await group.reduce(0, +)
            }
            #expect(asked > 0)
            var contested: [String] = []
            for incident in RandomWriter.incidents {
                let picture = try await desk.picture(incident)
                #expect(try await desk.pictureAnew(picture) == picture, "seed \(seed)")
                if Self.isContested(picture.status) {
                    contested.append(incident)
                }
            }
            #expect(try await desk.contested().map(\.incident.string) == contested, "seed \(seed)")
            try await Self.compareThePast(desk, seed)
        }
    }

    private static func isContested(_ status: JSON) -> Bool {
        status == "ATTRIBUTION_STATUS_CONTESTED" || status == "ATTRIBUTION_STATUS_DENIED_BY_ACCUSED"
    }

    /// Asks about incidents at random, each twice; how often.
    private static func ask(_ desk: Desk, _ generator: SeededGenerator) async throws -> Int {
        var generator = generator
        let questions = 150
        for _ in 0..<questions {
            let picture = try await desk.picture(RandomWriter.incidents.randomElement(using: &generator)!)
            #expect(try await desk.pictureAnew(picture) == picture, "seed \(generator.seed)")
        }
        return questions
    }

    /// At moments of the past, listed is what the pictures of then say.
    private static func compareThePast(_ desk: Desk, _ seed: UInt64) async throws {
        let last = try await desk.sequence()
        for sequence in stride(from: last / 4, to: last, by: last / 4) {
            let moment: JSON = ["recordedAsOf": ["sequence": JSON("\(sequence)")]]
            var contested: [String] = []
            for incident in RandomWriter.incidents {
                let status = try await desk.picture(incident, moment).status
                if isContested(status) {
                    contested.append(incident)
                }
            }
            #expect(try await desk.contested(moment).map(\.incident.string) == contested, "seed \(seed), \(sequence)")
        }
    }
}
