import DossierClient
import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// More calls than can be answered: as many are answered as at other times, and about as fast; the others are told to come
/// back.
@Suite struct OverloadTests {
    @Test func shedsWhatItCannotAnswer() async throws {
        try await DossierdProcess.run { server in
            let record = try await Record(port: server.port)
            for number in 0..<Self.incidents { try await record.create("incident-\(number)") }
            var clients: [Client] = []
            for _ in 0..<8 { clients.append(try await Record(port: server.port).client) }
            let load = try Self.listings(on: clients)
            var measured = try await Measured(load)
            // What else this machine does counts in one of them more than in another.
            for _ in 0..<2 where !measured.holds {
                try await Task.sleep(for: .nanoseconds(2 * Limits.standingNanoseconds))
                measured = try await Measured(load)
            }
            #expect(measured.goodput > 0.8 * measured.peak)
            #expect(measured.overload.p99 < measured.quiet.p99 * 5)
            #expect(measured.quiet.refusals.isEmpty)
            #expect(!measured.overload.refusals.isEmpty)
            #expect(measured.overload.refusals.allSatisfy { $0.code == .resourceExhausted && $0.retryDelay != nil })
            // It is over soon after, also for who goes on to ask for as much as can be had.
            let after = await load.run(rate: measured.peak * 0.6, for: .seconds(1), after: .seconds(3))
            #expect(after.refusals.isEmpty)
        }
    }

    /// A load at its best, with little to do, and with three times as much as it can answer.
    private struct Measured {
        let peak: Double
        let quiet: Load.Outcome
        let overload: Load.Outcome

        init(_ load: Load) async throws {
            _ = try await load.peak(open: 8, for: .seconds(1))
            peak = try await load.peak(open: 8, for: .seconds(2))
            quiet = await load.run(rate: peak * 0.3, for: .seconds(4))
            overload = await load.run(rate: peak * 3, for: Self.seconds, after: .seconds(2))
        }

        private static let seconds = Duration.seconds(4)

        var goodput: Double { Double(overload.latencies.count) / (Self.seconds / .seconds(1)) }
        var holds: Bool { goodput > 0.8 * peak && overload.p99 < quiet.p99 * 5 }
    }

    private static let incidents = 1_000

    /// Calls that take some milliseconds of the server and nearly nothing of who makes them.
    private static func listings(on clients: [Client]) throws -> Load {
        let list = try ServiceMethod.standard(MethodName("dossier.v1.Incidents", "ListIncidents"))
        let request = try list.request(
            JSONValue(members: [("pageSize", .number("\(incidents)")), ("readMask", .string("name"))])
        )
        return Load { (number) throws(Status) in
            _ = try await clients[number % clients.count].call(list.name, request, CallOptions(timeout: .seconds(30)))
        }
    }
}
