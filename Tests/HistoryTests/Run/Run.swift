import Foundation
import TestSupport

/// One run of many clients over servers that are disturbed, and what came of it.
struct Run {
    /// The record whose creation ends the watches.
    private static let last = "last-told"
    /// How long watches may take to be told the rest.
    private static let patience = Duration.seconds(30)

    /// What is wrong; empty when nothing is.
    let faults: [Fault]
    let history: History

    /// Runs a plan over a new record.
    init(_ plan: Plan) async throws {
        (faults, history) = try await withTemporaryFolder { folder in
            let fleet = try await Fleet(plan.engine, in: folder)
            do { return try await Self.run(plan, fleet) } catch {
                _ = await fleet.stop()
                throw error
            }
        }
    }

    private static func run(_ plan: Plan, _ fleet: Fleet) async throws -> ([Fault], History) {
        let recorder = Recorder()
        let told = try await call(plan, fleet, recorder)
        for fault in await fleet.stop() { recorder.note(fault) }
        var writer = Writer(plan.writers + 1, fleet, recorder, plan.random(of: plan.writers + 1))
        let stored = try await Stored(fleet, &writer)
        var history = recorder.history
        history.told = told
        history.toldUntil = stored.feed.first { $0.record == last }?.sequence ?? 0
        history.feed = stored.feed
        history.revisions = stored.revisions
        return (recorder.faults + Checker.faults(in: history) + (try await Verification.faults(fleet)), history)
    }

    /// Has all clients call while the servers are disturbed, and then the watches be told the rest.
    private static func call(_ plan: Plan, _ fleet: Fleet, _ recorder: Recorder) async throws -> [Told] {
        let watchers = (0..<plan.watches).map { Watcher($0, recorder) }
        let watching = Task {
            await withTaskGroup(of: Void.self) { group in
                for (place, watcher) in watchers.enumerated() {
                    let random = plan.random(of: 1_000 + place)
                    group.addTask { await watcher.follow(fleet, until: last, random) }
                }
            }
        }
        defer { watching.cancel() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<plan.writers {
                group.addTask {
                    var writer = Writer(number, fleet, recorder, plan.random(of: number))
                    await writer.run()
                }
            }
            group.addTask {
                defer { recorder.end() }
                try await disturb(plan, fleet)
            }
            try await group.waitForAll()
        }
        var writer = Writer(plan.writers, fleet, recorder, plan.random(of: plan.writers))
        await writer.create(last)
        let limit = Task {
            try await Task.sleep(for: patience)
            watching.cancel()
        }
        await watching.value
        limit.cancel()
        return watchers.map(\.told)
    }

    private static func disturb(_ plan: Plan, _ fleet: Fleet) async throws {
        for (milliseconds, what) in plan.disturbances {
            try await Task.sleep(for: .milliseconds(milliseconds))
            try await what.happen(to: fleet)
        }
        try await Task.sleep(for: .milliseconds(500))
    }
}
