import DossierClient
import DossierCore
import DossierTesting
import Foundation
import TestSupport
import Testing

/// The metrics as Prometheus has them.
@Suite struct PrometheusTests {
    /// Calls by all doors at once, while Prometheus scrapes: each is counted once, as it ended.
    @Test(.timeLimit(.minutes(3))) func scrapesEachCallOfEachDoor() async throws {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(
                in: folder,
                record: folder,
                arguments: ["--admin", "127.0.0.1:0"]
            )
            do {
                let log = folder.appending(path: "log")
                let admin = try await found(/msg=metrics .*127\.0\.0\.1:([0-9]+)/, in: log)
                try await PrometheusProcess.run(scraping: admin, in: folder) { prometheus in
                    try await Self.load(Int(server.port))
                    try await Self.expectEachCall(in: prometheus)
                }
                #expect(await server.stop() == 0)
            } catch {
                await server.kill()
                throw error
            }
        }
    }

    private static func expectEachCall(in prometheus: PrometheusProcess) async throws {
        let calls = "dossier_calls_total{service=\"dossier.v1.Incidents\"}"
        let expected = [
            Self.labels("ListIncidents", "ttrpc", "OK"): 2_000.0,
            Self.labels("GetIncident", "ttrpc", "INVALID_ARGUMENT"): 300,
            Self.labels("ListIncidents", "grpc", "OK"): 7,
            Self.labels("GetIncident", "grpc", "INVALID_ARGUMENT"): 3,
            Self.labels("ListIncidents", "connect", "OK"): 5,
            Self.labels("GetIncident", "connect", "INVALID_ARGUMENT"): 2,
        ]
        var counted: [[String: String]: Double] = [:]
        for _ in 0..<100 where counted != expected {
            try await Task.sleep(for: .milliseconds(200))
            counted = try await prometheus.samples("sum by (method, door, status) (\(calls))")
        }
        #expect(counted == expected)
        let durations =
            "sum by (method) (dossier_call_duration_seconds_count{service=\"dossier.v1.Incidents\"})"
        #expect(
            try await prometheus.samples(durations)
                == [["method": "ListIncidents"]: 2_012, ["method": "GetIncident"]: 305]
        )
        #expect(try await prometheus.samples("sum(up)") == [[:]: 1])
        #expect(try await prometheus.samples("dossier_unknown_method_calls_total").values.first == 1)
        // What it tells must be plausible at least.
        for (expression, range) in Self.plausible {
            let value = try await prometheus.samples(expression).values.first ?? .nan
            #expect(range.contains(value), "\(expression) is \(value)")
        }
    }

    private static let plausible: [(String, ClosedRange<Double>)] = [
        ("histogram_quantile(0.99, sum by (le) (dossier_call_duration_seconds_bucket))", 1e-6...60),
        ("sum(dossier_queue_wait_seconds_count{module=\"dossier.incidents\"})", 2_012...2_317),
        ("dossier_protocol_connections{protocol=\"ttrpc\"}", 0...1),
        ("dossier_connections_opened_total{protocol=\"ttrpc\"}", 1...1),
        ("dossier_connections_opened_total{protocol=\"http2\"}", 11...11),
        ("dossier_connections_opened_total{protocol=\"http1\"}", 7...7),
        ("dossier_received_bytes_total{protocol=\"ttrpc\"}", 23_000...1_000_000),
        ("dossier_sent_bytes_total{protocol=\"http1\"}", 700...100_000),
        ("process_resident_memory_bytes", 1e7...4e9), ("process_open_fds", 10...1_000),
        ("process_cpu_seconds_total", 0.01...1_000), ("time() - process_start_time_seconds", 0...180),
    ]

    private static func labels(_ method: String, _ door: String, _ status: String) -> [String: String] {
        ["method": method, "door": door, "status": status]
    }

    private static func load(_ port: Int) async throws {
        let client = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: port))
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 {
                group.addTask {
                    for _ in 0..<100 { _ = try await client.call(.init("dossier.v1.Incidents", "ListIncidents"), []) }
                    for _ in 0..<15 {
                        let refusal = await #expect(throws: Status.self) {
                            try await client.call(.init("dossier.v1.Incidents", "GetIncident"), [])
                        }
                        #expect(refusal?.code == .invalidArgument)
                    }
                }
            }
            for (method, count) in [("ListIncidents", 7), ("GetIncident", 3), ("Nothing", 1)] {
                group.addTask { for _ in 0..<count { try await Self.callByGRPC(port, method) } }
            }
            for (method, count) in [("ListIncidents", 5), ("GetIncident", 2)] {
                group.addTask {
                    for _ in 0..<count { _ = try await Curl.call(port, "dossier.v1.Incidents/\(method)", "{}") }
                }
            }
            try await group.waitForAll()
        }
        await client.close()
    }

    /// A request without fields.
    private static func callByGRPC(_ port: Int, _ method: String) async throws {
        let options = [
            "--http2-prior-knowledge", "--header", "content-type: application/grpc", "--header", "te: trailers",
        ]
        _ = try await Curl.post(port, "dossier.v1.Incidents/\(method)", Data([0, 0, 0, 0, 0]), options)
    }
}
