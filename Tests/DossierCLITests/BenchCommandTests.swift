import DossierLoad
import DossierWire
import Foundation
import TestSupport
import Testing

/// `dossier bench` against a real server. The loads are short: what is tested is what is told of them.
@Suite struct BenchCommandTests {
    private static let short = ["--duration", "300ms", "--warm-up", "50ms"]

    @Test func measuresWithoutBeingToldAnything() async throws {
        try await withPrepared { client in
            let run = try await client.run(["bench"] + Self.short)
            #expect(run.status == 0, "\(run.output)")
            #expect(run.output.hasPrefix("dossierd 0.1.0 (\(TestEngine.chosen.name) "))
            for words in [
                "get, by ttrpc", "closed loop", "0.3 s after 0.05 s of warm-up", "calls a second", "us a call",
            ] {
                #expect(run.output.contains(words), "\(words): \(run.output)")
            }
            let row = run.output.split(separator: "\n").first { $0.hasPrefix("get ") }?.split(separator: " ")
            #expect(row?.count == 3 + 2 * LatencyFigure.allCases.count, "\(run.output)")
        }
    }

    @Test(arguments: [[], ["--grpc"]])
    func tellsProgramsEverything(speaks: [String]) async throws {
        try await withPrepared { client in
            let mix = ["--mix", "get=4,list=2,search=2,create=1,picture=1", "--rate", "200"]
            let run = try await client.run(["-o", "json", "bench"] + mix + speaks + Self.short)
            #expect(run.status == 0, "\(run.output)")
            let report = try LoadReport(JSONValue(parsing: run.output))
            #expect(report.main.kinds.map(\.name) == ["get", "list", "search", "create", "picture"])
            #expect((55...60).contains(report.main.total.succeeded), "\(run.output)")
            #expect(report.main.total.failed == 0 && report.main.server?.perCall != nil)
            #expect(report.conditions.speaks == (speaks.isEmpty ? "ttrpc" : "grpc") && report.conditions.rate == 200)
        }
    }

    @Test func measuresOverTLS() async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let server = try await authority.sign("server")
            try await DossierdProcess.run(arguments: server.options + ["--tls-only"]) { server in
                let client = CommandLineClient(server, environment: ["DOSSIER_CA": authority.file.path])
                let run = try await client.run(["bench", "--prepare", "5", "--connections", "2"] + Self.short)
                #expect(run.status == 0 && run.output.contains("get, by ttrpc over TLS"), "\(run.output)")
                #expect(run.output.contains("5 incidents made"))
            }
        }
    }

    @Test func timesWatches() async throws {
        try await withPrepared { client in
            let run = try await client.run(["bench", "--rate", "50", "--watchers", "2"] + Self.short)
            let row = run.output.split(separator: "\n").first { $0.hasPrefix("watch ") }?.split(separator: " ")
            #expect(
                row?.prefix(3) == ["watch", "12", "0"] && run.output.contains("2 watches beside it"),
                "\(run.output)"
            )
        }
    }

    @Test func callsAnyUnaryMethod() async throws {
        try await withPrepared { client in
            let calls = [
                "--call", #"actor=3:dossier.v1.Actors/GetActor {"name": "actors/none-{1..9}"}"#, "--call",
                "dossier.v1.Actors/ListActors",
            ]
            let run = try await client.run(["bench"] + calls + Self.short)
            #expect(run.status == 0 && run.output.contains("actor 3, ListActors 1"), "\(run.output)")
            #expect(run.output.contains("Failed: actor NOT_FOUND "), "\(run.output)")
            let failing = try await client.run(["bench"] + calls.prefix(2) + Self.short)
            #expect(failing.status == 1 && failing.output.contains("no call was answered OK"), "\(failing.output)")
        }
    }

    @Test func climbsToTheKneeAndDrawsIt() async throws {
        try await withPrepared { client in
            // No server holds so much.
            let never = try await client.run(
                ["bench", "--ladder", "--rate-from", "1000000", "--duration", "300ms", "--warm-up", "0"]
            )
            #expect(never.status == 0 && never.output.contains("No rate held: already of 1,000,000"), "\(never.output)")
            let svg = try await client.run(
                ["bench", "--ladder", "--p99-bound", "1h", "--duration", "100ms", "--warm-up", "0", "--plot", "-"]
            )
            let drawing = svg.output.drop { $0 != "<" }
            #expect(XMLElements(String(drawing)).isWellFormed, "\(svg.output)")
            #expect(svg.output.contains("The knee is at ") && drawing.contains("; closed loop: "), "\(svg.output)")
        }
    }

    @Test func savesDrawsAndCompares() async throws {
        try await withTemporaryFolder { folder in
            let files = ["a.json", "b.json", "p.svg"].map { folder.appending(path: $0).path }
            try await withPrepared { client in
                for (file, rate) in [(files[0], "100"), (files[1], "200")] {
                    let keep = ["--save", file, "--plot", files[2]]
                    let run = try await client.run(["bench", "--rate", rate] + keep + Self.short)
                    #expect(run.status == 0 && run.output.contains("b.json written") == (file == files[1]))
                }
                let drawing = try String(contentsOfFile: files[2], encoding: .utf8)
                #expect(XMLElements(drawing).isWellFormed && drawing.contains(">90 %<"))
                let same = try await client.run("bench", "compare", files[0], files[0])
                #expect(same.status == 0 && same.output.contains("1.00   same"), "\(same.output)")
                let refused = try await client.run("bench", "compare", files[0], files[1])
                #expect(refused.status == 5 && refused.output.contains("differ in rate; --anyway"), "\(refused.output)")
                let forced = try await client.run("bench", "compare", files[0], files[1], "--anyway", "-o", "json")
                let goodput = forced.output.firstMatch(of: /"kind":"all","figure":"goodput","before":([0-9.]+)/)
                #expect(goodput.flatMap { Double($0.1) }.map { (50...150).contains($0) } == true, "\(forced.output)")
                let wrong = try await client.run("bench", "compare", files[0], files[2])
                #expect(wrong.status == 4 && wrong.output.contains("p.svg"), "\(wrong.output)")
            }
        }
    }

    private static let refusals: [(options: [String], status: Int32, words: String)] = [
        (["--rate", "0"], 2, "--rate must be above 0"), (["--rate", "nan"], 2, "--rate must be above 0"),
        (["--rate", "5", "--ladder"], 2, "--ladder tries rates itself"),
        (["--rate-from", "5"], 2, "add --ladder"), (["--p99-bound", "1s"], 2, "add --ladder"),
        (["--connections", "0"], 2, "--connections must be 1 to"),
        (["--in-flight", "0"], 2, "--in-flight must be"),
        (["--threads", "5"], 2, "--threads, which share the connections, must be 1 to 4"),
        (["--duration", "0"], 2, "duration"), (["--duration", "25h"], 2, "at most 24h"),
        (["--mix", "get=0"], 2, "get, list, search"), (["--mix", "get,get"], 2, "get, list, search"),
        (["--mix", "get", "--call", "get:a.B/C"], 2, "two calls have one name"), (["--call", "x"], 2, "call"),
        (["--watchers", "-1"], 2, "watchers"),
        (["--prepare", "0"], 2, "--prepare must be"), ([], 5, "--prepare 1000"),
        (["--call", "dossier.v1.Actors/WatchActors"], 4, "streams; a load is made of unary calls"),
        (["--call", "dossier.v1.Actors/GetActer"], 1, "did you mean GetActor?"),
        (["--call", "dossier.v1.Actors/GetActor {"], 4, "line 1"),
        (["--call", #"dossier.v1.Actors/GetActor {"name": "{what}"}"#], 4, "{what} is not filled in"),
        (["--call", #"dossier.v1.Actors/GetActor {"nam": ""}"#], 4, "did you mean \"name\"?"),
    ]

    @Test func refusesWhatMakesNoSense() async throws {
        try await DossierdProcess.run { server in
            for (options, status, words) in Self.refusals {
                let run = try await CommandLineClient(server).run(["bench"] + options)
                #expect(run.status == status && run.output.contains(words), "\(options): \(run.status) \(run.output)")
            }
        }
    }

    private func withPrepared(_ body: (CommandLineClient) async throws -> Void) async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let made = try await client.run(["bench", "--prepare", "20", "--rate", "20"] + Self.short)
            #expect(made.status == 0 && made.output.contains("20 incidents made"), "\(made.output)")
            try await body(client)
        }
    }
}
