import CDossierProtos
import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import Testing

@testable import DossierAdmin
@testable import DossierHost
@testable import DossierStore

/// The page that people look at.
@Suite struct StatusPageTests {
    private func page(_ now: ServerReport, since before: ServerReport? = nil) throws -> StatusDocument {
        let window = ReportWindow(now: now, before: before, nanoseconds: 10_000_000_000)
        return try StatusDocument(StatusPage(window: window, refreshes: true).html.markup)
    }

    /// What a real server's page tells of calls that succeeded, failed and wrote.
    @Test func tellsOfCalls() async throws {
        try await TestServer.run { server in
            let before = server.report()
            try await Self.load(server)
            // The last is counted behind its answer.
            var after = server.report()
            for _ in 0..<100 where after.calls < before.calls + 24 {
                try await Task.sleep(for: .milliseconds(20))
                after = server.report()
            }
            let page = try page(after, since: before)
            let list = try page.row("Methods", "ListIncidents")
            #expect(list[0] == "dossier.v1.Incidents/ListIncidents")
            #expect(list[1] == "2.0" && list[5...] == ["0", "", "20"])
            for percentile in list[2...4] { #expect(percentile.contains(/^[0-9.]+ (µs|ms|s)$/), "\(list)") }
            #expect(try page.row("Methods", "/GetIncident")[5...] == ["0.30", "INVALID_ARGUMENT 0.30", "3"])
            #expect(try page.row("Methods", "CreateIncident")[7] == "1")
            #expect(try page.row("Calls by protocol", "ttrpc")[1...3] == ["2.4", "0.30", "24"])
            #expect(try page.row("Connections", "ttrpc")[2] == "0.10")
            #expect(try page.row("Modules", "dossier.incidents")[1...2] == ["serving", "0"])
            #expect(try page.row("Writes", "last transaction")[1] == "1")
            #expect(try page.row("Writes", "commits/s")[1] == "0.10")
            #expect(try page.row("Writes", "share a commit")[1] == "p50 1 p99 1")
            #expect(try page.row("Process", "open files")[1].contains(/^[0-9]+ of [0-9,]+$/))
            #expect(try page.texts("//dl/div[dt='calls/s']/dd/b") == ["2.4"])
            #expect(try page.texts("//details/summary")[0].contains(/^[0-9]+ methods have not been called$/))
        }
    }

    private static func load(_ server: TestServer) async throws {
        let client = try await server.connect()
        for _ in 0..<20 { _ = try await client.call(.init("dossier.v1.Incidents", "ListIncidents"), []) }
        for _ in 0..<3 {
            await #expect(throws: Status.self) {
                try await client.call(.init("dossier.v1.Incidents", "GetIncident"), [])
            }
        }
        let incident = #"{"incident_id": "one", "incident": {"title": "Secret", "tlp": "TLP_RED"}}"#
        let create = try Message(dossier__v1__create_incident_request__init, json: Array(incident.utf8))
        _ = try await client.call(.init("dossier.v1.Incidents", "CreateIncident"), create.encode())
        await client.close()
    }

    /// Nothing on it is loaded, run, or of the record.
    @Test func needsNothingElse() async throws {
        try await TestServer.run { server in
            try await Self.load(server)
            let markup = StatusPage(window: ReportWindow(now: server.report()), refreshes: true).html.markup
            for banned in ["<script", "://", "url(", "@import", "src=", "style=", "Secret", "incidents/one"] {
                #expect(!markup.contains(banned), "\(banned)")
            }
            #expect(try StatusDocument(markup).texts("//@href").sorted() == ["/healthz", "/metrics", "/paused"])
        }
    }

    @Test func drawsWhereTheTimeOfSlowCallsWent() throws {
        let phases = CallPhases(decode: 1_000_000, queue: 2_000_000, module: 3_000_000, store: 4_000_000, encode: 0)
        let calls = [
            SlowCall(
                method: "a.v1.Things/Put",
                door: .grpc,
                code: .ok,
                endTime: 0,
                nanoseconds: 10_000_000,
                phases: phases
            ),
            SlowCall(
                method: "a.v1.Things/Get",
                door: .grpc,
                code: .ok,
                endTime: 0,
                nanoseconds: 5_000_000,
                phases: nil
            ),
        ]
        let page = try page(Reports.server([], slowCalls: calls))
        let put = try page.row("Slowest calls", "Put")
        #expect(put[1] == "10 ms" && put[3...] == ["1.0 ms", "2.0 ms", "3.0 ms", "4.0 ms", "0 µs"])
        #expect(try page.row("Slowest calls", "Get")[3...] == ["–", "–", "–", "–", "–"])
        #expect(try page.texts("//tr[1]//rect/@class") == ["decode", "queue", "module", "store"])
        #expect(try page.texts("//tr[1]//rect/@width") == ["100", "200", "300", "400"])
        #expect(try page.texts("//tr[2]//rect/@width") == ["500"])
    }

    /// Names are of modules' own choice.
    @Test func escapesNames() throws {
        let name = #"<img src="x">&'"#
        let method = Reports.method(name, service: "a.\(name)", calls: [(.ok, 1)], durations: [1])
        let call = SlowCall(method: name, door: .grpc, code: .ok, endTime: 0, nanoseconds: 1, phases: nil)
        let page = try page(
            Reports.server([Reports.module([method, Reports.method(name)], id: name)], slowCalls: [call])
        )
        #expect(try page.texts("//img").isEmpty)
        for table in ["Methods", "Slowest calls", "Modules"] {
            #expect(try page.texts("//table[caption='\(table)']//b") == [name])
        }
        #expect(try page.texts("//details//b") == [name])
    }

    @Test func tellsWhatApplies() throws {
        let plain = try page(Reports.server([]))
        #expect(
            try plain.texts("//th[contains(., 'replica')]").isEmpty && plain.texts("//th[contains(., 'WAL')]").isEmpty
        )
        let files = StoreReport.Files(record: 3 << 20, log: 2 << 10)
        let full = try page(Reports.server([], replica: false, files: files))
        #expect(try full.row("Reads", "replica")[1] == "is left alone: behind")
        #expect(try full.row("Writes", "WAL")[1] == "2.0 KiB")
    }

    @Test func collectsUntilThereAreTwoReports() throws {
        let report = Reports.server([Reports.module([Reports.method("Get", calls: [(.ok, 4)], durations: [1])])])
        let page = try page(report)
        #expect(try page.texts("//header/p")[0].contains("collecting"))
        #expect(try page.row("Methods", "Get")[1...] == ["–", "–", "–", "–", "–", "", "4"])
        #expect(!(try self.page(report, since: report).texts("//header/p")[0].contains("collecting")))
    }

    /// However many methods there are, and whatever they are called.
    @Test func isBounded() throws {
        let name = String(repeating: "&", count: 128)
        let called = (0..<2_000).map { Reports.method("\(name)\($0)", calls: [(.ok, 1)], durations: [1]) }
        let uncalled = (0..<2_000).map { Reports.method("\(name)\($0)", service: "b") }
        let now = Reports.server([Reports.module(called), Reports.module(uncalled)])
        let markup = StatusPage(window: ReportWindow(now: now), refreshes: true).html.markup
        #expect(markup.utf8.count < 512 << 10)
        let page = try StatusDocument(markup)
        #expect(try page.texts("//table[caption='Methods']/tbody/tr").count == Limits.statusMethods)
        #expect(try page.texts("//details//li").count == Limits.statusMethods)
        #expect(try page.texts("//p[contains(., '1,800 more are in /metrics')]").count == 1)
    }

    @Test func isServed() async throws {
        try await TestServer.run { server in
            try await Admin.run(of: server) { admin in
                let reply = try await admin.get("/", "--include")
                #expect(reply.status == 200)
                #expect(reply.text.contains("content-type: text/html; charset=utf-8"))
                #expect(reply.text.contains("content-security-policy: default-src 'none';"))
                let page = try StatusDocument(try await admin.get("/").text)
                #expect(try page.texts("//meta[@http-equiv='refresh']/@content") == ["5"])
                let paused = try StatusDocument(try await admin.get("/paused").text)
                #expect(try paused.texts("//meta[@http-equiv='refresh']").isEmpty)
                #expect(try paused.texts("//nav/a[@href='/']") == ["go on"])
            }
        }
    }

    /// The port takes samples by itself.
    @Test func hasRatesSoon() async throws {
        try await TestServer.run { server in
            try await Admin.run(of: server) { admin in
                var text = try await admin.get("/").text
                for _ in 0..<100 where text.contains("collecting") {
                    try await Task.sleep(for: .milliseconds(100))
                    text = try await admin.get("/").text
                }
                #expect(text.contains("percentiles are of the last"))
            }
        }
    }
}
