import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// Calls that their door answers, since it cannot make one of what has come: logged as others that fail.
@Suite struct RefusedCallTests {
    /// A request by Connect's protocol, and what becomes of it.
    struct Request {
        let options: [String]
        var body = Data("{}".utf8)
        var method = "dossier.v1.Incidents/GetIncident"
        let status: Int
        let code: StatusCode
    }

    private static let json = ["--header", "content-type: application/json"]

    private static let requests = [
        Request(options: json, body: Data("{".utf8), status: 400, code: .invalidArgument),
        Request(options: json, body: Data(#"{"nome": "x"}"#.utf8), status: 400, code: .invalidArgument),
        Request(options: json + ["--header", "connect-timeout-ms: soon"], status: 400, code: .invalidArgument),
        Request(options: json + ["--header", "x-data-bin: ?"], status: 400, code: .invalidArgument),
        Request(options: json + ["--header", "content-encoding: br"], status: 501, code: .unimplemented),
        Request(options: json + ["--request", "PUT"], status: 405, code: .unimplemented),
        Request(options: ["--header", "content-type: text/csv"], status: 415, code: .invalidArgument),
        Request(options: json, method: "dossier.v1.Incidents/WatchIncidents", status: 501, code: .unimplemented),
        Request(options: json, body: Data(count: Limits.messageBytes + 1), status: 429, code: .resourceExhausted),
    ]

    @Test(arguments: ["--http1.1", "--http2-prior-knowledge"])
    func ofConnect(version: String) async throws {
        try await LoggingServer.run { server in
            for (number, request) in Self.requests.enumerated() {
                let options = request.options + [version, "--include", "--header", "x-request-id: call-\(number)"]
                let reply = try await Curl.post(server.port, request.method, request.body, options)
                #expect(reply.status == request.status, "\(number): \(reply)")
                #expect(reply.text.lowercased().contains("x-request-id: call-\(number)"), "\(number): \(reply)")
            }
            let lines = try await server.lines("call failed", count: Self.requests.count)
            #expect(lines.map { $0["request_id"]?.text } == Self.requests.indices.map { "call-\($0)" })
            #expect(lines.map { $0["code"]?.text } == Self.requests.map { "\($0.code)" })
            #expect(lines.map { $0["method"]?.text } == Self.requests.map(\.method))
            #expect(
                lines.allSatisfy { $0["door"]?.text == "connect" && $0["ms"] == nil && $0["level"]?.text == "notice" }
            )
        }
    }

    @Test func ofGRPC() async throws {
        try await LoggingServer.run { server in
            let script = Project.root.appending(path: "Tests/LogTests/refused_calls.py").path
            let python = try await Command.run(["timeout", "60", "python3", script, "\(server.port)"])
            try #require(python.status == 0, "\(python.output)")
            let told = python.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            #expect(told.map(\.first) == ["UNIMPLEMENTED", "RESOURCE_EXHAUSTED", "INTERNAL"], "\(told)")
            let lines = try await server.lines("call failed", count: 3)
            #expect(lines.map { $0["code"]?.text } == told.map(\.first))
            #expect(lines.map { $0["request_id"]?.text } == told.map(\.last))
            #expect(lines.allSatisfy { $0["level"]?.text == "notice" })
            #expect(
                lines.allSatisfy { $0["door"]?.text == "grpc" && $0["peer"]?.text?.hasPrefix("127.0.0.1:") == true }
            )
        }
    }
}
