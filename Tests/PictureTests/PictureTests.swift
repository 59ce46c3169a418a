import DossierTesting
import Foundation
import TestSupport
import Testing

/// Random records over the wire, each picture held against the rules of docs/pictures.md as a plain program in Python
/// computes them (reference.py). `DOSSIER_TEST_SEED` repeats a run.
@Suite(.timeLimit(.minutes(60))) struct PictureTests {
    private static let isLong = TestLength.isLong
    private static let records = isLong ? TestEngine.chosen.trials(3_000) : 200

    @Test func everyPictureFollowsTheRules() async throws {
        let seed = SeededGenerator().seed
        try await TestServer.run(isSynchronous: false) { server in
            let trial = Trial(client: try await server.connect(), reference: Reference(seed: seed))
            let (found, difference) = try await trial.run(records: Self.records)
            if let difference {
                Issue.record("seed \(seed), \(try await trial.smallest(difference))")
            } else {
                // A record seldom has each of these; all of them together often do.
                #expect(found.missing == [], "seed \(seed)")
            }
        }
    }
}
