import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// A subject who calls more often than he may.
@Suite struct RateTests {
    private static let method = "dossier.v1.Incidents/ListIncidents"

    @Test func heIsToldWhenToCallAgain() async throws {
        try await Office.open({ _ in ["--rate", "1"] }) { office in
            let client = try await office.connect(as: .reader)
            for _ in 0..<2 { #expect(try await client.failure(Self.method) == nil) }
            let refusal = try #require(try await client.failure(Self.method))
            #expect(refusal.code == .resourceExhausted)
            #expect(refusal.message.hasPrefix("reader calls too often; call again in "))
            let delay = try #require(refusal.retryDelay)
            #expect(delay > .zero && delay <= .seconds(1))
            try await Task.sleep(for: delay)
            #expect(try await client.failure(Self.method) == nil)
            // Another subject is another's, and health is nobody's.
            #expect(try await office.connect(as: .writer).failure(Self.method) == nil)
            for _ in 0..<20 { #expect(try await client.failure("grpc.health.v1.Health/Check") == nil) }
            try await office.eventually("logged") {
                office.log.split(separator: "\n").contains {
                    $0.contains("over the rate") && $0.contains("subject=reader")
                        && $0.contains("method=\(Self.method)")
                }
            }
        }
    }

    /// By ttrpc, gRPC, and JSON over both versions of HTTP; each counts a call once.
    @Test func everyDoorCountsOnceAndTellsWhen() async throws {
        try await Office.open({ _ in ["--rate", "1"] }) { office in
            let port = Int(office.server.port)
            let caller = office.authorizations
            let python = { (holder: Holder) in
                let script = Project.root.appending(path: "Tests/AccessTests/rate_calls.py").path
                return try await Command.run(
                    "timeout",
                    "60",
                    "python3",
                    script,
                    "\(port)",
                    "/\(Self.method)",
                    caller[holder] ?? ""
                )
            }
            let grpc = try await python(.admin)
            #expect(grpc.output == "0 0 8\nRESOURCE_EXHAUSTED with google.rpc.RetryInfo\n", "\(grpc.output)")
            for (holder, version) in [(Holder.reader, "--http1.1"), (.writer, "--http2-prior-knowledge")] {
                let authorization = "authorization: \(caller[holder] ?? "")"
                var replies: [Curl.Reply] = []
                for _ in 0..<3 {
                    replies.append(try await Curl.call(port, Self.method, "{}", "--header", authorization, version))
                }
                #expect(replies.map(\.status) == [200, 200, 429], "\(replies)")
                #expect(replies[2].text.contains(#""details":[{"type":"google.rpc.RetryInfo","#), "\(replies[2])")
                #expect(replies[2].text.contains(#","debug":{"retryDelay":"0."#), "\(replies[2])")
            }
        }
    }

    @Test func aFloodOfOneDoesNotSlowAnother() async throws {
        try await Office.open({ _ in ["--rate", "100"] }) { office in
            let begin = ContinuousClock.now
            let until = begin + .seconds(3)
            let flood = Task {
                try await withThrowingTaskGroup(of: (taken: Int, refused: Int).self) { group in
                    for _ in 0..<4 {
                        let client = try await office.connect(as: .writer)
                        for _ in 0..<8 { group.addTask { try await Self.call(client, until: until) } }
                    }
                    return try await group.reduce((0, 0)) { ($0.0 + $1.taken, $0.1 + $1.refused) }
                }
            }
            let reader = try await office.connect(as: .reader)
            var slowest = Duration.zero
            var calls = 0
            while .now < until {
                let start = ContinuousClock.now
                #expect(try await reader.failure(Self.method) == nil)
                slowest = max(slowest, .now - start)
                calls += 1
                try await Task.sleep(for: .milliseconds(20))
            }
            let (taken, refused) = try await flood.value
            let most = 200 + Int((ContinuousClock.now - begin) / .milliseconds(10)) + 1
            #expect((200...most).contains(taken))
            #expect(refused > 10 * taken)
            #expect(calls > 20)
            #expect(slowest < .milliseconds(500))
            let lines = office.log.split(separator: "\n").filter { $0.contains("over the rate") }
            #expect((1...Limits.refusalsLogged + 50).contains(lines.count))
            #expect(lines.contains { $0.contains("unlogged=") })
        }
    }

    @Test func theCommandLineWaitsAsLongAsItIsTold() async throws {
        try await Office.open({ _ in ["--rate", "1"] }) { office in
            let file = office.folder.appending(path: "reader.token")
            try office.token(of: .reader).write(to: file, atomically: true, encoding: .utf8)
            #expect(chmod(file.path, 0o600) == 0)
            let client = try await office.connect(as: .reader)
            while try await client.failure(Self.method) == nil {}
            let program = Products.folder.appending(path: "dossier").path
            let run = try await Command.run(
                program,
                "--server",
                "127.0.0.1:\(office.server.port)",
                "--token-file",
                file.path,
                "incident",
                "list"
            )
            #expect(run.status == 0)
            #expect(run.output.contains(/reader calls too often; .*; trying again in [01]\.[0-9] s\n/), "\(run.output)")
        }
    }

    private static func call(_ client: Client, until end: ContinuousClock.Instant) async throws -> (Int, Int) {
        var (taken, refused) = (0, 0)
        while .now < end {
            switch try await client.failure(method)?.code {
            case nil: taken += 1
            case .resourceExhausted?: refused += 1
            case let other?: throw DossierdFailure(description: "\(other)")
            }
        }
        return (taken, refused)
    }
}
