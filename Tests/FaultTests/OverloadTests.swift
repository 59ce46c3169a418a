import DossierClient
import DossierCore
import DossierLoad
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
            for number in 0..<Listings.count { try await record.create("incident-\(number)") }
            var measured = try await Measured(record.client)
            // What else this machine does counts in one of them more than in another.
            for _ in 0..<2 where !measured.holds {
                try await Task.sleep(for: .nanoseconds(2 * Limits.standingNanoseconds))
                measured = try await Measured(record.client)
            }
            #expect(measured.overload.goodput > 0.8 * measured.peak)
            #expect(measured.overload.p99 < measured.quiet.p99 * 5)
            #expect(measured.quiet.total.failed == 0)
            #expect(Set(measured.overload.total.failures.keys) == [.resourceExhausted])
            #expect(measured.refusal.code == .resourceExhausted)
            #expect(measured.refusal.retryDelay == .nanoseconds(Limits.retryNanoseconds))
            // It is over soon after, also for who goes on to ask for as much as can be had.
            let after = try await Listings(record.client).run(.rate(measured.peak * 0.6), for: 1, after: 3)
            #expect(after.total.failed == 0)
        }
    }
}

/// A server at its best, with little to do, and with three times as much as it can answer.
private struct Measured {
    let peak: Double
    let quiet: LoadResult
    let overload: LoadResult
    /// What one of those was told that were not answered.
    let refusal: Status

    init(_ client: Client) async throws {
        let listings = try Listings(client)
        peak = try await listings.run(.asFastAsAnswered, open: 1, for: 2, after: 1).goodput
        quiet = try await listings.run(.rate(peak * 0.3), for: 3)
        let rate = Pace.rate(peak * 3)
        async let most = listings.run(rate, for: 3, after: 2)
        refusal = try await listings.refusal()
        overload = try await most
    }

    var holds: Bool { overload.goodput > 0.8 * peak && overload.p99 < quiet.p99 * 5 }
}

/// Calls that take some milliseconds of the server and nearly nothing of who makes them.
private struct Listings: Sendable {
    /// Incidents, all of which are listed.
    static let count = 1_000

    private let client: Client
    private let call: LoadCall

    init(_ client: Client) throws(Status) {
        self.client = client
        let list = try ServiceMethod.standard(MethodName("dossier.v1.Incidents", "ListIncidents"))
        let fields = [("pageSize", JSONValue.number("\(Self.count)")), ("readMask", .string("name"))]
        call = LoadCall("list", list.name, requests: [try list.request(JSONValue(members: fields))])
    }

    /// - Parameters:
    ///   - count: calls open on each of eight connections, at most.
    ///   - seconds: what is counted; `warmUp` goes before.
    func run(_ pace: Pace, open count: Int = 256, for seconds: Int, after warmUp: Int = 0) async throws -> LoadResult {
        var plan = LoadPlan(client.address, [call])
        plan.pace = pace
        plan.connections = 8
        plan.inFlight = count
        plan.warmUp = .seconds(warmUp)
        plan.duration = .seconds(seconds)
        return try await LoadRun.run(plan)
    }

    /// Calls until it is not answered.
    func refusal() async throws -> Status {
        let end = ContinuousClock.now + .seconds(6)
        while ContinuousClock.now < end {
            do throws(Status) {
                let once = CallOptions(timeout: .seconds(30), retry: .never)
                _ = try await client.call(call.method, call.requests[0], once)
            } catch {
                return error
            }
        }
        return .ok
    }
}

extension LoadResult {
    /// Nanoseconds that all but one in a hundred took.
    fileprivate var p99: UInt64 { total.latencies.valueAtPercentile(99) }
}
