import Foundation
import TestSupport
import Testing

/// Many clients over servers that are killed, held and cut off from their database: all that the clients have heard must
/// agree with one order of everything, and with what is stored.
@Suite(.serialized, .timeLimit(.minutes(60)))
struct HistoryTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let isLong = environment["DOSSIER_TEST_LONG"] == "1"
    /// Runs of each engine; one when a seed is given.
    private static let runs = isLong && environment["DOSSIER_TEST_SEED"] == nil ? 20 : 1

    @Test(arguments: [TestEngine.sqlite, .postgres])
    func isOneOrderThroughEveryFault(_ engine: TestEngine) async throws {
        for _ in 0..<Self.runs {
            let plan = Plan(engine, seed: SeededGenerator().seed, isLong: Self.isLong)
            let run = try await Run(plan)
            Self.log(plan, run)
            #expect(run.history.feed.count > 50, "\(plan)")
            guard !run.faults.isEmpty else { continue }
            let excerpt = run.history.excerpt(of: run.faults.first { !$0.record.isEmpty }?.record ?? "")
            let lines = run.faults.prefix(20).map(\.description) + ["of the first:"] + excerpt.suffix(200)
            Issue.record("\(plan):\n\(lines.joined(separator: "\n"))")
        }
    }

    /// Says what was tried, as it is done: runs take long.
    private static func log(_ plan: Plan, _ run: Run) {
        let history = run.history
        let unknown = history.calls.count { $0.request.isWrite && $0.isUnknown }
        let repeated = history.calls.count { $0.tries > 1 }
        let line = """
            \(plan.engine) \(plan.seed): \(history.calls.count) calls, \(history.feed.count) stored, \(repeated) repeated, \
            \(unknown) unknown, \(history.sightings.count) events, \(run.faults.count) faults

            """
        FileHandle.standardError.write(Data(line.utf8))
    }
}
