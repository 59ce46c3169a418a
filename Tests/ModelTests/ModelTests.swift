import DossierTesting
import Foundation
import TestSupport
import Testing

/// Random calls over the wire, each answer held against a plain model of the record. `DOSSIER_TEST_SEED` repeats a run.
@Suite(.timeLimit(.minutes(10))) struct ModelTests {
    private static let isLong = ProcessInfo.processInfo.environment["DOSSIER_TEST_LONG"] == "1"
    private static let operations = isLong ? 40_000 : 10_000

    @Test func everyAnswerIsTheModels() async throws {
        let random = SeededGenerator()
        try await TestServer.run(isSynchronous: false) { server in
            var trial = Trial(client: try await server.connect(), random: random)
            do {
                for _ in 0..<Self.operations { try await trial.step() }
            } catch {
                Issue.record("seed \(random.seed): \(error)")
            }
            #expect(trial.model.head > Self.operations / 20)
        }
    }
}
