import DossierClient
import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// What a server logs of calls.
@Suite struct CallLogTests {
    private static let list = "dossier.v1.Incidents/ListIncidents"
    private static let get = "dossier.v1.Incidents/GetIncident"
    private static let phases = ["decode_ms", "queue_ms", "module_ms", "store_ms", "encode_ms"]
    private static let traced = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func ofThoseThatEndWellOneInSoMany() async throws {
        try await LoggingServer.run("log-calls: 10\n") { server in
            let client = try await server.connect()
            for _ in 0..<100 { #expect(try await client.failure(Self.list) == nil) }
            let lines = try await server.lines("call", count: 10)
            // Were there more, they would stand before this.
            _ = try await client.failure(Self.get)
            _ = try await server.lines("call failed", count: 1)
            #expect(try server.lines("call").count == 10, "\(server.text)")
            let line = try #require(lines.first)
            #expect(line["level"]?.text == "info" && line["method"]?.text == Self.list)
            #expect(line["door"]?.text == "ttrpc" && line["code"]?.text == "OK")
            #expect(line["peer"]?.text?.hasPrefix("127.0.0.1:") == true && line["subject"] == nil)
            #expect(Set(lines.map { $0["request_id"]?.text }).count == 10)
            let phases = Self.phases.map { Self.number(line[$0]) }
            let all = try #require(Self.number(line["ms"]))
            // Each is cut to the microsecond.
            #expect(abs(phases.compactMap { $0 }.reduce(0, +) - all) < 0.01 && !phases.contains(nil), "\(line)")
        }
    }

    /// What one reads and writes goes on side by side: together it may take longer than the call.
    @Test func ofAStreamThereAreNoPhases() async throws {
        try await LoggingServer.run("log-calls: 1\n") { server in
            let stream = try await Resources(try await server.connect()).importing(.actors)
            let names = (1...50).map { JSONValue(members: [("display_name", .string("Actor \($0)"))]) }
            for (number, fields) in zip(1..., names) {
                try await stream.send([try stream.encode(UInt64(number), id: "a-\(number)", fields)])
            }
            try await stream.closeSending()
            var outcomes: [ImportStream.Acknowledgement.Outcome] = []
            try await stream.eachAcknowledgement { outcomes.append($0.outcome) }
            #expect(outcomes.count == 50 && outcomes.allSatisfy { $0 == .created }, "\(outcomes)")
            let line = try #require(try await server.lines("call", count: 1).first)
            #expect(line["method"]?.text == "dossier.v1.Actors/ImportActors")
            #expect(Self.number(line["ms"]) != nil && Self.phases.allSatisfy { line[$0] == nil }, "\(line)")
        }
    }

    @Test func howManyCanBeSetAnew() async throws {
        try await LoggingServer.run("log-calls: 0\n") { server in
            let client = try await server.connect()
            for _ in 0..<50 { #expect(try await client.failure(Self.list) == nil) }
            try server.change("log-level: info\nlog-calls: 1\n")
            _ = try await server.lines("reloading", count: 1)
            #expect(try server.lines("call").isEmpty)
            for _ in 0..<5 { #expect(try await client.failure(Self.list) == nil) }
            _ = try await server.lines("call", count: 5)
            // What is less urgent than the level is not logged.
            try server.change("log-level: notice\nlog-calls: 1\n")
            _ = try await server.lines("settings reloaded", count: 2)
            #expect(try await client.failure(Self.list) == nil)
            #expect(try await client.failure(Self.get)?.code == .invalidArgument)
            _ = try await server.lines("call failed", count: 1)
            #expect(try server.lines("call").count == 5)
        }
    }

    @Test func ofThoseThatFailEach() async throws {
        try await LoggingServer.run("log-calls: 0\n") { server in
            let client = try await server.connect()
            let missing = Self.request(name: "incidents/none")
            for _ in 0..<3 { #expect(try await client.failure(Self.get, missing)?.code == .notFound) }
            #expect(try await client.failure(Self.get, [], ["x-request-id": "mine"])?.code == .invalidArgument)
            let lines = try await server.lines("call failed", count: 4)
            #expect(lines.count == 4 && lines.allSatisfy { $0["level"]?.text == "notice" })
            #expect(lines.prefix(3).allSatisfy { $0["code"]?.text == "NOT_FOUND" })
            #expect(lines[3]["code"]?.text == "INVALID_ARGUMENT" && lines[3]["reason"]?.text == "name")
            #expect(lines[3]["request_id"]?.text == "mine")
        }
    }

    /// A stream is answered by its deadline, before its module has ended it.
    @Test func ofTheServersOwnFailuresThereAreOthers() async throws {
        try await LoggingServer.run { server in
            let client = try await server.connect()
            let options = CallOptions(timeout: .milliseconds(100), retry: .never)
            let watch = try await client.stream(MethodName("dossier.v1.Incidents/WatchIncidents"), [], options)
            await #expect(throws: Status.self) { for try await _ in watch {} }
            let line = try #require(try await server.lines("call failed", count: 1).first)
            #expect(line["level"]?.text == "warning" && line["code"]?.text == "DEADLINE_EXCEEDED")
            #expect(try #require(Self.number(line["ms"])) >= 90)
        }
    }

    @Test func aFloodIsCountedNotLogged() async throws {
        try await LoggingServer.run { server in
            let client = try await server.connect()
            let missing = Self.request(name: "incidents/none")
            let count = Limits.callLines + 1_500
            await withTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        for _ in 0..<count / 20 { _ = try? await client.failure(Self.get, missing) }
                    }
                }
            }
            // The server's own have a budget of theirs.
            let options = CallOptions(timeout: .milliseconds(50), retry: .never)
            let watch = try await client.stream(MethodName("dossier.v1.Incidents/WatchIncidents"), [], options)
            await #expect(throws: Status.self) { for try await _ in watch {} }
            var tries = 0
            var lines: [JSONValue] = []
            // Until there is room for one more, which tells of those before.
            while !lines.contains(where: { $0["request_id"]?.text == "last" }), tries < 1_000 {
                #expect(try await client.failure(Self.get, missing, ["x-request-id": "last"])?.code == .notFound)
                tries += 1
                try await Task.sleep(for: .milliseconds(20))
                lines = (try? server.lines("call failed")) ?? []
            }
            let ofCaller = lines.filter { $0["code"]?.text == "NOT_FOUND" }
            let unlogged = ofCaller.compactMap { $0["unlogged"]?.count }.reduce(0, +)
            #expect(ofCaller.count + unlogged == count + tries)
            #expect(ofCaller.count < Limits.callLines + 1_000, "\(ofCaller.count)")
            #expect(lines.contains { $0["code"]?.text == "DEADLINE_EXCEEDED" && $0["unlogged"] == nil })
        }
    }

    @Test func whatIsTracedIsLoggedWithItsTrace() async throws {
        try await LoggingServer.run("log-calls: 0\n") { server in
            let client = try await server.connect()
            let parents = [
                Self.traced, String(Self.traced.dropLast()) + "0", Self.traced.uppercased(),
                "00-\(String(repeating: "0", count: 32))-1",
            ]
            for parent in parents {
                #expect(try await client.failure(Self.list, [], ["traceparent": "\(parent)"]) == nil)
            }
            _ = try await client.failure(Self.get, [], ["traceparent": "\(parents[1])"])
            _ = try await client.failure(Self.get, [], ["traceparent": "\(parents[2])"])
            let failed = try await server.lines("call failed", count: 2)
            let lines = try await server.lines("call", count: 1)
            #expect(lines.count == 1)
            for line in lines + [failed[0]] {
                #expect(line["trace_id"]?.text == "4bf92f3577b34da6a3ce929d0e0e4736")
                #expect(line["parent_id"]?.text == "00f067aa0ba902b7")
            }
            #expect(failed[1]["trace_id"] == nil && failed[1]["parent_id"] == nil)
        }
    }

    /// Field 1 of a request, of fewer than 128 bytes.
    private static func request(name: String) -> [UInt8] { [0x0A, UInt8(name.utf8.count)] + name.utf8 }

    private static func number(_ value: JSONValue?) -> Double? {
        if case .number(let text)? = value { Double(text) } else { nil }
    }
}
