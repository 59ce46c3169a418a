import DossierClient
import Foundation
import TestSupport
import Testing

/// A server that is killed while it writes, on a disk that forgets what was not synced.
@Suite(.serialized, .timeLimit(.minutes(30)))
struct PowerCutTests {
    @Test func losesNothingThatWasAcknowledged() async throws {
        let rounds = ProcessInfo.processInfo.environment["DOSSIER_TEST_LONG"] == "1" ? 100 : 4
        let faults = try await cutPower(rounds: rounds, arguments: [])
        #expect(faults.isEmpty, "\(faults.prefix(20).joined(separator: "\n"))")
    }

    /// The test above can fail: it does when the server does not wait for the disk.
    @Test func seesTheLossOfAServerThatDoesNotSync() async throws {
        let faults = try await cutPower(rounds: 1, arguments: ["--no-sync"])
        #expect(!faults.isEmpty)
    }

    /// Kills a server that 32 connections write to, again and again on what is left of its record.
    /// - Returns: what was wrong after any of the cuts.
    private func cutPower(rounds: Int, arguments: [String]) async throws -> [String] {
        try await withTemporaryFolder { base in
            let disk = try await ForgetfulDisk(in: base)
            let ledger = Ledger()
            var random = SeededGenerator()
            for round in 0..<rounds {
                try disk.powerOn()
                let server = try await DossierdProcess.start(
                    in: base,
                    record: disk.folder,
                    arguments: arguments,
                    environment: disk.environment
                )
                let address = ServerAddress(host: "127.0.0.1", port: Int(server.port))
                let writers = Writers(ledger: ledger, server: address, run: round)
                let before = ledger.acknowledgements
                async let written: Void = writers.write(connections: 32)
                while ledger.acknowledgements == before { try await Task.sleep(for: .milliseconds(5)) }
                try await Task.sleep(for: .milliseconds(Int.random(in: 100...700, using: &random)))
                await server.kill()
                await written
                try disk.cutPower()
                let record = try await Record(in: disk.folder, ledger)
                if !record.faults.isEmpty {
                    return ["in round \(round), seed \(random.seed):"] + record.faults
                }
            }
            return []
        }
    }
}
