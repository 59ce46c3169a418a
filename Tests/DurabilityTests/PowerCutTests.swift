import DossierClient
import Foundation
import TestSupport
import Testing

/// A server that is killed while it writes, on a disk that forgets what was not synced.
@Suite(.serialized, .timeLimit(.minutes(30)))
struct PowerCutTests {
    @Test func losesNothingThatWasAcknowledged() async throws {
        let rounds = TestLength.isLong ? 100 : 4
        let faults = try await cutPower(rounds: rounds, arguments: [])
        #expect(faults.isEmpty, "\(faults.prefix(20).joined(separator: "\n"))")
    }

    /// The test above can fail: it does when the server does not wait for the disk, for every way of writing and of
    /// watching.
    @Test func seesTheLossOfAServerThatDoesNotSync() async throws {
        let faults = try await cutPower(rounds: 1, arguments: ["--no-sync"])
        for way in Way.allCases {
            #expect(faults.contains { $0.contains("-\(way.rawValue)") && $0.hasSuffix("is lost") }, "\(way)")
        }
        for position in Watcher.Position.allCases {
            #expect(faults.contains { $0.hasPrefix("a watch by \(position)") }, "\(position)")
        }
    }

    @Test func aFeedWithAFaultIsFound() {
        let feed = (1...4).map { Told(id: "r\($0)", revision: 1, sequence: UInt64($0), type: 1, isWhole: true) }
        let other = Told(id: "r3", revision: 2, sequence: 3, type: 2, isWhole: true)
        #expect(Told.fault(in: feed, of: feed) == nil)
        let faults: [([Told], String)] = [
            ([feed[0], feed[1], feed[1], feed[2], feed[3]], "was told r2 at 1 in 2 again"),
            (feed + [feed[0]], "was told r1 at 1 in 1 again"),
            ([feed[0], feed[2], feed[3]], "was told r3 at 1 in 3, but not r2 at 1 in 2 before it"),
            ([feed[1], feed[0], feed[2], feed[3]], "was told r2 at 1 in 2, but not r1 at 1 in 1 before it"),
            ([feed[0], feed[1], other, feed[3]], "was told r3 at 2 in 3, which the record does not hold"),
            (feed + [other], "was told r3 at 2 in 3, which the record does not hold"),
            (Array(feed[..<3]), "was never told r4 at 1 in 4"),
        ]
        for (told, fault) in faults { #expect(Told.fault(in: told, of: feed) == fault) }
    }

    /// Kills a server that 32 connections write to and 4 watch, again and again on what is left of its record.
    /// - Returns: what was wrong after any of the cuts.
    private func cutPower(rounds: Int, arguments: [String]) async throws -> [String] {
        try await withTemporaryFolder { base in
            let disk = try await ForgetfulDisk(in: base)
            let ledger = Ledger()
            let watchers = (0..<4).map { Watcher(by: Watcher.Position.allCases[$0 % 2]) }
            var random = SeededGenerator()
            var faults: [String] = []
            for round in 0..<rounds where faults.isEmpty {
                try disk.powerOn()
                let server = try await DossierdProcess.start(
                    in: base,
                    record: disk.folder,
                    arguments: arguments,
                    environment: disk.environment
                )
                let address = ServerAddress(host: "127.0.0.1", port: Int(server.port))
                async let watched: Void = watch(address, watchers)
                if round % 25 == 24 { try await wait(for: watchers, \.heartbeats) }
                let before = ledger.acknowledgements
                async let written: Void = Writers(ledger: ledger, server: address, run: round).write(connections: 32)
                while Way.allCases.contains(where: { ledger.acknowledgements[$0] == before[$0] }) {
                    try await Task.sleep(for: .milliseconds(5))
                }
                try await wait(for: watchers, \.told.count)
                try await Task.sleep(for: .milliseconds(Int.random(in: 100...700, using: &random)))
                await server.kill()
                _ = await (written, watched)
                try disk.cutPower()
                faults = try await Record(in: disk.folder, ledger).faults.map { "in round \(round): \($0)" }
            }
            let feed = try await Feed(in: disk.folder, ledger, watchers)
            faults = feed.watchFaults + ledger.faults + faults + feed.faults
            return faults.isEmpty ? [] : ["with seed \(random.seed):"] + faults
        }
    }

    private func watch(_ server: ServerAddress, _ watchers: [Watcher]) async {
        await withTaskGroup(of: Void.self) { group in
            for watcher in watchers { group.addTask { await watcher.follow(server) } }
        }
    }

    /// Until each of them has more of something, or one has seen a fault.
    private func wait(for watchers: [Watcher], _ count: KeyPath<Watcher, Int> & Sendable) async throws {
        let before = watchers.map { $0[keyPath: count] }
        while watchers.allSatisfy(\.faults.isEmpty), zip(watchers, before).contains(where: { $0[keyPath: count] <= $1 })
        {
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
