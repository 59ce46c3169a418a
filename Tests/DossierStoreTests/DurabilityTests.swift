import DossierCore
import DossierStore
import Foundation
import TestSupport
import Testing

/// What was acknowledged survives a power cut, and nothing is half there. Serialized: each round keeps the disk busy.
@Suite(.serialized) struct DurabilityTests {
    private static let rounds = TestLength.isLong ? 100 : 4

    @Test func nothingAcknowledgedIsLostInAPowerCut() async throws {
        var random = SeededGenerator()
        try await withTemporaryFolder { place in
            let writer = try await DoomedWriter(in: place)
            var acknowledged: [String] = []
            for round in 0..<Self.rounds {
                acknowledged += try await run(writer, round, &random)
                let faults = try check(writer, acknowledged)
                #expect(faults == [], "round \(round), seed \(random.seed)")
            }
            #expect(acknowledged.count > Self.rounds * 10)
        }
    }

    @Test func theTestSeesTheLossOfAStoreThatDoesNotSync() async throws {
        var random = SeededGenerator()
        try await withTemporaryFolder { place in
            let writer = try await DoomedWriter(in: place)
            let acknowledged = try await run(writer, 0, &random, ["unsynced"])
            // A store that cannot even be opened is a loss, too.
            let faults = try? check(writer, acknowledged)
            #expect(faults != [], "seed \(random.seed)")
        }
    }

    /// Lets 32 threads write until the power is cut, and returns what was acknowledged.
    private func run(
        _ writer: DoomedWriter,
        _ round: Int,
        _ random: inout SeededGenerator,
        _ options: [String] = []
    ) async throws -> [String] {
        let duration = Duration.milliseconds(Int.random(in: 1...400, using: &random))
        // Every other disk keeps some of what it was not told to keep.
        let leak = [
            "UNSYNCED_LEAK": round % 2 == 0 ? "0" : "30",
            "UNSYNCED_SEED": "\(Int32.random(in: 0...Int32.max, using: &random))",
        ]
        let lines = try await writer.run(["32", "\(round)"] + options, environment: leak, for: duration)
        #expect(lines.filter { $0.hasPrefix("!") } == [])
        return lines
    }

    /// What is wrong with the store that was left; empty when nothing is.
    private func check(_ writer: DoomedWriter, _ acknowledged: [String]) throws -> [String] {
        let store = try SQLiteStore(path: writer.path)
        defer { store.close() }
        let start = [Field(name: "start", type: .text, repeated: false)]
        try store.declare(["notes", "topics", "counters"].map { Desk.kind($0, fields: start) }) { _, _ in }
        try store.verify()
        let notes = try bodies(store, "notes")
        var faults = acknowledged.filter { notes[$0] == nil }.map { "\($0) is lost" }
        if try bodies(store, "topics") != notes { faults.append("a transaction is half there") }
        for (id, body) in notes where !body.hasPrefix("\(id) ") || !body.hasSuffix("\(id) ") {
            faults.append("\(id) has the body \(body)")
        }
        let threads = Dictionary(grouping: notes.keys) { $0.split(separator: "-").dropLast().joined(separator: "-") }
        for (counter, number) in try bodies(store, "counters") where threads[counter]?.count != Int(number) {
            faults.append("counter \(counter) shows \(number)")
        }
        return faults
    }

    private func bodies(_ store: SQLiteStore, _ kind: String) throws -> [String: String] {
        var bodies: [String: String] = [:]
        try store.read(at: .now, for: .red) { (view) throws(Status) in
            try view.find(Query(kind: kind, limit: .max)) { record, _ in
                let version = Version(record)
                bodies[version.id] = version.body
                return true
            }
        }
        return bodies
    }
}
