import DossierClient
import DossierCore
import DossierLoad
import DossierTesting
import DossierWire
import Testing

/// Loads on a real server.
@Suite struct LoadRunTests {
    @Test(arguments: LoadProtocol.allCases)
    func callsAsFastAsItIsAnswered(_ speaks: LoadProtocol) async throws {
        try await withRecord { server, sample in
            var calls = LoadCalls(sample, seed: 1)
            var plan = LoadPlan(server.address, [])
            plan.calls = [
                try calls.standard(.get, weight: 8), try calls.standard(.search, weight: 1),
                try calls.standard(.create, weight: 1),
            ]
            plan.speaks = speaks
            // So few that none waits for too long on a machine with other things to do.
            plan.inFlight = 8
            plan.threads = 2
            plan.warmUp = .milliseconds(200)
            plan.duration = .seconds(1)
            let result = try await LoadRun.run(plan)
            #expect(result.total.failures == [:] && result.total.unanswered == 0)
            #expect(result.total.succeeded > 100)
            #expect(result.kinds.map(\.name) == ["get", "search", "create"])
            let counts = result.kinds.map { Double($0.tally.succeeded) }
            #expect(counts[0] > counts[1] * 4 && counts[1] > 0 && counts[2] > 0)
            #expect(result.goodput <= Double(result.total.succeeded))
            #expect(result.processor > 0)
            // What it made is there.
            let client = try await server.connect()
            let after = try await RecordSample(of: client).incidents.count
            #expect(after >= Self.incidents + Int(counts[2]))
        }
    }

    @Test(arguments: LoadProtocol.allCases)
    func callsAtARate(_ speaks: LoadProtocol) async throws {
        try await withRecord { server, sample in
            var calls = LoadCalls(sample, seed: 1)
            var plan = LoadPlan(server.address, [try calls.standard(.get, weight: 1)])
            plan.speaks = speaks
            plan.pace = .rate(500)
            plan.connections = 3
            plan.threads = 2
            plan.warmUp = .milliseconds(200)
            plan.duration = .seconds(1)
            let progress = LoadProgress()
            let result = try await LoadRun.run(plan, progress)
            #expect((500...610).contains(progress.ended), "\(progress.ended)")
            #expect((498...502).contains(result.total.succeeded), "\(result.total.succeeded)")
            #expect(result.total.failed == 0 && result.total.unanswered == 0)
        }
    }

    @Test func watchesSeeWhatIsCreated() async throws {
        try await withRecord { server, sample in
            var calls = LoadCalls(sample, seed: 1)
            var plan = LoadPlan(server.address, [try calls.standard(.get, weight: 1)])
            plan.pace = .rate(100)
            plan.watchers = 3
            plan.warmUp = .zero
            plan.duration = .milliseconds(500)
            let watch = try #require(try await LoadRun.run(plan).watch)
            #expect(watch.succeeded == 30 && watch.unanswered == 0 && watch.failed == 0)
            #expect(watch.latencies.maxRecorded < 2_000_000_000)
        }
    }

    /// What would wait behind a call that does not end counts from when it was due.
    @Test func aStallIsNotHidden() async throws {
        try await withRecord { server, sample in
            var calls = LoadCalls(sample, seed: 1)
            var plan = LoadPlan(server.address, [try calls.standard(.create, weight: 1)])
            plan.pace = .rate(200_000)
            plan.connections = 1
            plan.inFlight = 4
            plan.warmUp = .zero
            plan.duration = .milliseconds(200)
            let result = try await LoadRun.run(plan)
            #expect(result.total.succeeded > 4)
            #expect(result.total.latencies.valueAtPercentile(99) > 100_000_000)
            // Of 40,000 that were due, all are accounted for.
            #expect(result.lapses.waited > 0)
            let made = Int(result.total.succeeded + result.total.failed + result.total.unanswered)
            #expect((39_999...40_001).contains(made + result.lapses.unsent), "\(made), \(result.lapses)")
        }
    }

    @Test(arguments: LoadProtocol.allCases)
    func tellsRefusalsApart(_ speaks: LoadProtocol) async throws {
        try await withRecord { server, sample in
            var calls = LoadCalls(sample, seed: 1)
            let get = try ServiceMethod.standard(MethodName("dossier.v1.Incidents/GetIncident"))
            var plan = LoadPlan(server.address, [])
            plan.calls = [
                try calls.make("missing", get, weight: 1, RequestTemplate(#"{"name": "incidents/none-{1..9}"}"#)),
                try calls.make("wrong", get, weight: 1, RequestTemplate(#"{"name": "x"}"#)),
                LoadCall("unknown", try MethodName("no.Such/Method"), requests: [[]]),
            ]
            plan.speaks = speaks
            plan.warmUp = .zero
            plan.duration = .milliseconds(300)
            let result = try await LoadRun.run(plan)
            #expect(result.total.succeeded == 0)
            let codes: [StatusCode] = [.notFound, .invalidArgument, .unimplemented]
            for (kind, code) in zip(result.kinds, codes) { #expect(Array(kind.tally.failures.keys) == [code]) }
        }
    }

    @Test func saysWhenNobodyAnswers() async throws {
        var plan = LoadPlan(ServerAddress(host: "127.0.0.1", port: 1), [])
        plan.calls = [LoadCall("get", try MethodName("a.B/C"), requests: [[]])]
        do {
            _ = try await LoadRun.run(plan)
            Issue.record("somebody answers")
        } catch {
            #expect(error.code == .unavailable)
        }
    }

    private static let incidents = 50

    private func withRecord(_ body: (TestServer, RecordSample) async throws -> Void) async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            for number in 0..<Self.incidents {
                let title = JSONValue.string("Attack on network number \(number)")
                _ = try await Resources(client).create(
                    .incidents,
                    id: "i-\(number)",
                    JSONValue(members: [("title", title)])
                )
            }
            try await body(server, try await RecordSample(of: client))
        }
    }
}
