import DossierClient
import DossierTesting
import Foundation
import TestSupport
import Testing

/// Random calls over the wire, each answer held against a plain model of the record. `DOSSIER_TEST_SEED` repeats a run.
@Suite(.timeLimit(.minutes(10))) struct ModelTests {
    private static let isLong = TestLength.isLong
    private static let operations = TestEngine.chosen.trials(isLong ? 20_000 : 3_000)

    @Test func everyAnswerIsTheModels() async throws {
        let random = SeededGenerator()
        try await TestServer.run(isSynchronous: false) { server in
            var trial = Trial(client: try await server.connect(), random: random)
            do {
                for step in 1...Self.operations {
                    try await trial.step()
                    // Nobody can cancel a call by ttrpc: a watch that was broken off lasts as long as its connection.
                    if step % min(5_000, Self.operations / 2) == 0 {
                        try await trial.move(to: try await server.connect())
                    }
                }
            } catch {
                Issue.record("seed \(random.seed): \(error)")
            }
            #expect(trial.model.head > Self.operations / 20)
        }
    }

    /// Broken off inside a transaction, and again before anything more was told.
    @Test(arguments: [[Trial.Position.sequence, .token], [.token, .sequence], [.token, .token]])
    func aWatchGoesOnFromItsLastEvent(_ positions: [Trial.Position]) async throws {
        let random = SeededGenerator()
        try await TestServer.run(isSynchronous: false) { server in
            var trial = Trial(client: try await server.connect(), random: random)
            var sources: [Model.Version] { trial.model.feeds[.sources] ?? [] }
            while sources.filter({ $0.sequence == trial.model.head }).count < 2 { try await trial.createBatch() }
            let batch = trial.model.head
            while sources.last?.sequence == batch { try await trial.createBatch() }
            do {
                var watch = try await trial.begin(.sources, .any, after: batch - 1)
                try await trial.take(&watch)
                for position in positions { try await trial.resume(&watch, by: position) }
                while watch.told < sources.count { try await trial.take(&watch) }
            } catch {
                Issue.record("seed \(random.seed): \(error)")
            }
        }
    }

    /// The same over processes that are killed: what the model knows is what was acknowledged.
    @Test func everyAnswerIsTheModelsAfterAKill() async throws {
        let random = SeededGenerator()
        try await withTemporaryFolder { folder in
            var trial: Trial?
            for _ in 0..<3 {
                let server = try await DossierdProcess.start(in: folder, record: folder)
                let client = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: Int(server.port)))
                do {
                    if trial == nil { trial = Trial(client: client, random: random) }
                    try await trial?.move(to: client)
                    for _ in 0..<Self.operations / 20 { try await trial?.step() }
                } catch {
                    Issue.record("seed \(random.seed): \(error)")
                }
                await server.kill()
            }
            #expect((trial?.model.head ?? 0) > Self.operations / 200)
        }
    }
}
