import DossierCore
import Foundation
import TestSupport
import Testing

/// The id by which a client finds its call in the log.
@Suite struct RequestIDTests {
    private static let get = "dossier.v1.Incidents/GetIncident"
    /// No id can be made of them.
    private static let unusable = ["", "two words", String(repeating: "x", count: Limits.callIDBytes + 1)]

    @Test func goesBackInTrailersOfGRPC() async throws {
        try await LoggingServer.run { server in
            let script = Project.root.appending(path: "Tests/LogTests/request_ids.py").path
            let ids = ["mine-1"] + Self.unusable
            let python = try await Command.run(
                ["timeout", "60", "python3", script, "\(server.port)", "/\(Self.get)"] + ids
            )
            try #require(python.status == 0, "\(python.output)")
            let told = python.output.split(separator: "\n").map(String.init)
            #expect(told.count == ids.count && told.first == "mine-1", "\(told)")
            #expect(told.dropFirst().allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil }, "\(told)")
            let lines = try await server.lines("call failed", count: ids.count)
            #expect(lines.map { $0["request_id"]?.text } == told)
            #expect(lines.allSatisfy { $0["door"]?.text == "grpc" })
        }
    }

    @Test func goesBackInAHeaderOfConnect() async throws {
        try await LoggingServer.run { server in
            for (version, id) in [("--http1.1", "mine-1"), ("--http2-prior-knowledge", "mine-2")] {
                let options = ["--header", "x-request-id: \(id)", "--include", version]
                let reply = try await Self.call(server, "{}", options)
                #expect(reply.text.lowercased().contains("x-request-id: \(id)"), "\(reply)")
            }
            let reply = try await Self.call(server, "{}", ["--include"])
            let match = try #require(reply.text.lowercased().firstMatch(of: /x-request-id: ([0-9a-f]{32})/), "\(reply)")
            let lines = try await server.lines("call failed", count: 3)
            #expect(lines.map { $0["request_id"]?.text } == ["mine-1", "mine-2", String(match.1)])
            #expect(lines.allSatisfy { $0["door"]?.text == "connect" })
            // Who is answered well is told none.
            let good = try await Curl.call(server.port, "dossier.v1.Incidents/ListIncidents", "{}", "--include")
            #expect(good.status == 200 && !good.text.lowercased().contains("x-request-id"), "\(good)")
        }
    }

    private static func call(_ server: LoggingServer, _ json: String, _ options: [String]) async throws -> Curl.Reply {
        try await Curl.post(
            server.port,
            get,
            Data(json.utf8),
            ["--header", "content-type: application/json"] + options
        )
    }
}
