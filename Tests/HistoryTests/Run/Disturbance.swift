import Foundation
import TestSupport

/// What befalls the servers of a run.
enum Disturbance: Sendable {
    /// A server is killed, and comes back after so many milliseconds.
    case kill(server: Int, away: Int)
    /// A server stands still for so many milliseconds.
    case hold(server: Int, milliseconds: Int)
    /// The database ends one of the servers' sessions, the so-manieth.
    case endSession(Int)
    /// The database is killed, and comes back after so many milliseconds.
    case killDatabase(away: Int)
    /// The database ends at once, with a word to its sessions, and comes back after so many milliseconds.
    case stopDatabase(away: Int)
    /// All processes of the database stand still for so many milliseconds.
    case holdDatabase(milliseconds: Int)

    /// One that befalls an engine.
    static func random(on engine: TestEngine, _ random: inout SeededGenerator) -> Disturbance {
        let milliseconds = Int.random(in: 0...500, using: &random)
        let server = engine == .postgres ? Int.random(in: 0..<4, using: &random) : 0
        switch Int.random(in: 0..<(engine == .postgres ? 10 : 4), using: &random) {
        case 0...2: return .kill(server: server, away: milliseconds)
        case 3: return .hold(server: server, milliseconds: milliseconds)
        case 4...6: return .endSession(Int.random(in: 0..<1_000, using: &random))
        case 7: return .killDatabase(away: milliseconds)
        case 8: return .stopDatabase(away: milliseconds)
        default: return .holdDatabase(milliseconds: milliseconds)
        }
    }

    /// Has it happen, and waits until all are back.
    func happen(to fleet: Fleet) async throws {
        switch self {
        case .kill(let server, let away):
            await fleet.kill(server)
            try await Task.sleep(for: .milliseconds(away))
            try await fleet.start(server)
        case .hold(let server, let milliseconds):
            guard let process = fleet.process(of: server) else { return }
            Foundation.kill(process, SIGSTOP)
            defer { Foundation.kill(process, SIGCONT) }
            try await Task.sleep(for: .milliseconds(milliseconds))
        case .endSession(let number): try await blocking { try Self.endSession(number, fleet.database) }
        case .killDatabase(let away):
            try await blocking { try fleet.database?.kill() }
            try await Self.restart(fleet.database, after: away)
        case .stopDatabase(let away):
            try await blocking { try fleet.database?.stop(.immediate) }
            try await Self.restart(fleet.database, after: away)
        case .holdDatabase(let milliseconds):
            try await blocking { try fleet.database?.pause() }
            try await Task.sleep(for: .milliseconds(milliseconds))
            try await blocking { try fleet.database?.resume() }
        }
    }

    private static func restart(_ database: PostgresServer?, after milliseconds: Int) async throws {
        try await Task.sleep(for: .milliseconds(milliseconds))
        try await blocking { try database?.start() }
    }

    private static func endSession(_ number: Int, _ database: PostgresServer?) throws {
        let sessions = "SELECT pid FROM pg_stat_activity WHERE application_name = 'dossierd' ORDER BY pid"
        let pids = try database?.sql(sessions).compactMap { $0[0] } ?? []
        guard !pids.isEmpty else { return }
        try database?.sql("SELECT pg_terminate_backend(\(pids[number % pids.count]))")
    }
}
