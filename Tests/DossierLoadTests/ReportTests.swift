import DossierClient
import DossierCore
import DossierLoad
import DossierTesting
import DossierWire
import Testing

/// Results of real loads, saved and compared.
@Suite struct ReportTests {
    @Test func comesBackAsItWasSaved() async throws {
        try await withPrepared { client in
            let report = try await Self.report(client, .rate(300), ["get", "missing"])
            let text = report.json.encode(pretty: true)
            #expect(try LoadReport(JSONValue(parsing: text)) == report)
            let run = report.main
            #expect(run.rate == 300 && run.kinds.map(\.name) == ["get", "missing"])
            #expect(run.kinds[1].failures.keys.map(\.self) == [.notFound] && run.kinds[1].latencies == nil)
            let latencies = try #require(run.kinds[0].latencies)
            let figures = LatencyFigure.allCases.map { latencies[$0] }
            #expect(figures == figures.sorted() && figures[0] > 1_000)
            #expect(latencies.distribution.last?.calls == run.kinds[0].succeeded)
            #expect(latencies.distribution.last?.nanoseconds ?? 0 >= latencies[.max])
            // What the server says it did: these calls, and hardly anything else.
            let use = try #require(run.server)
            #expect((40...160).contains(use.calls) && (use.perCall ?? 0) > 1_000)
        }
    }

    @Test func saysWhenTheLoadWasTheLimit() async throws {
        try await withPrepared { client in
            let run = try #require(try await Self.report(client, .rate(200), ["get"]).json.elements("runs").first)
            let quiet = [("processor", JSONValue.number("0.5")), ("late", .number("0"))]
            let cases: [(String, String, LoadLimit?)] = [
                ("processor", "0.91", .processor), ("processor", "0.89", nil), ("late", "1", .lateness),
                ("late", "0", nil),
            ]
            for (name, value, limit) in cases {
                let changed = (quiet + [(name, .number(value))]).reduce(run) { $0.setting($1.0, $1.1) }
                #expect(try RunSummary(changed).limit == limit, "\(name) \(value)")
            }
        }
    }

    @Test func saysWhyTheServerDoesNotTell() async throws {
        try await withPrepared { client in
            let plan = try await Self.plan(client, ["get"])
            let other = try await Client.connect(to: client.address)
            await other.close()
            let run = RunSummary(plan, try await LoadRun.run(plan, asking: other))
            #expect(run.total.succeeded > 0 && run.server == nil)
            #expect(run.serverReason?.contains("was closed here") == true, "\(run.serverReason ?? "")")
        }
    }

    @Test(arguments: [
        (#"{}"#, "format"), (#"{"format": 2}"#, "format is not 1"),
        (#"{"format": 1, "server": {"address": "", "version": ""}}"#, "server.engine is not a text"),
        (#"{"format": 1, "server": {"address": "", "version": "", "engine": ""}, "plan": []}"#, "plan"),
    ])
    func saysWhatIsNoResult(text: String, words: String) throws {
        let value = try JSONValue(parsing: text)
        let status = #expect(throws: Status.self) { try LoadReport(value) }
        #expect(status?.code == .invalidArgument && status?.message.contains(words) == true, "\(text)")
    }

    @Test func comparesFigureByFigure() async throws {
        try await withPrepared { client in
            let get = try await Self.report(client, .rate(200), ["get"])
            let rows = try LoadComparison(get, get).rows
            #expect(
                rows.map(\.figure.label) == [
                    "goodput", "serverCPU", "p50", "p90", "p99", "p99.9", "p99.99", "max",
                ]
            )
            #expect(rows.allSatisfy { $0.verdict == .same && $0.ratio == 1 })
            let other = try await Self.report(client, .asFastAsAnswered, ["get", "missing"])
            let status = #expect(throws: Status.self) { try LoadComparison(get, other) }
            #expect(status?.code == .failedPrecondition)
            #expect(status?.message.contains("differ in calls, loop, rate;") == true)
            #expect(try LoadComparison(get, other, isForced: true).rows.first?.verdict == .better)
            #expect(try LoadComparison(other, get, isForced: true).rows.first?.verdict == .worse)
        }
    }

    @Test func climbsARealLadder() async throws {
        try await withPrepared { client in
            var plan = try await Self.plan(client, ["get"])
            plan.duration = .milliseconds(100)
            var ended: [Double?] = []
            // Nobody answers so soon: nothing holds.
            let (runs, ladder) = try await LadderRun.run(
                plan,
                from: nil,
                p99Bound: .nanoseconds(1),
                { (plan) throws(Status) in RunSummary(plan, try await LoadRun.run(plan)) },
                ended: { ended.append($0.rate) }
            )
            #expect(runs.map(\.held) == [nil, false, false] && ended == runs.map(\.rate))
            #expect(runs[1].rate == runs[0].goodput / 10)
            #expect(ladder.knee == nil)
        }
    }

    @Test func asksForNothingThatIsNotThere() async throws {
        try await TestServer.run { server in
            var calls = LoadCalls(try await RecordSample(of: try await server.connect()), seed: 1)
            _ = try calls.standard(.create, weight: 1)
            let status = #expect(throws: Status.self) { try calls.standard(.get, weight: 1) }
            #expect(status?.code == .failedPrecondition && status?.message.contains("--prepare") == true)
        }
    }

    @Test func fillsARecordUpToASize() async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            #expect(try await RecordPreparation.fill(upTo: 1_200, client) == 1_200)
            #expect(try await RecordPreparation.fill(upTo: 1_000, client) == 0)
            let sample = try await RecordSample(of: client)
            #expect(sample.incidents.count == 1_200 && sample.words.count > 30)
        }
    }

    private func withPrepared(_ body: (Client) async throws -> Void) async throws {
        try await TestServer.run { server in
            let client = try await server.connect()
            _ = try await RecordPreparation.fill(upTo: 20, client)
            try await body(client)
        }
    }

    private static func report(_ client: Client, _ pace: Pace, _ names: [String]) async throws -> LoadReport {
        var plan = try await plan(client, names)
        plan.pace = pace
        let run = RunSummary(plan, try await LoadRun.run(plan, asking: client))
        let server = LoadReport.ServerFacts(address: "\(client.address)", version: "1", engine: "sqlite")
        return LoadReport(server, LoadConditions(plan, isLadder: false), [run])
    }

    private static func plan(_ client: Client, _ names: [String]) async throws -> LoadPlan {
        var calls = LoadCalls(try await RecordSample(of: client), seed: 1)
        let get = try ServiceMethod.standard(MethodName("dossier.v1.Incidents/GetIncident"))
        let template = ["get": #"{"name": "{incident}"}"#, "missing": #"{"name": "incidents/none"}"#]
        var plan = LoadPlan(client.address, [])
        for name in names {
            plan.calls.append(try calls.make(name, get, weight: 1, RequestTemplate(template[name] ?? "{}")))
        }
        plan.warmUp = .milliseconds(50)
        plan.duration = .milliseconds(300)
        return plan
    }
}
