import Foundation
import TestSupport

/// Debian's Prometheus, which scrapes one server each second.
final class PrometheusProcess {
    private let process: Process
    private let port: Int

    /// Runs a closure beside it.
    /// - Parameter target: the port that it scrapes, of 127.0.0.1.
    static func run<Result>(
        scraping target: Int,
        in folder: URL,
        _ body: (PrometheusProcess) async throws -> Result
    ) async throws -> Result {
        let prometheus = try await PrometheusProcess(target, folder)
        defer { prometheus.end() }
        return try await body(prometheus)
    }

    private init(_ target: Int, _ folder: URL) async throws {
        let configuration = folder.appending(path: "prometheus.yaml")
        try Data(
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: dossier
                static_configs: [{targets: ["127.0.0.1:\(target)"]}]
            """.utf8
        ).write(to: configuration)
        let log = folder.appending(path: "prometheus.log")
        try Data().write(to: log)
        let handle = try FileHandle(forWritingTo: log)
        defer { try? handle.close() }
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "prometheus", "--config.file=\(configuration.path)", "--web.listen-address=127.0.0.1:0",
            "--storage.tsdb.path=\(folder.appending(path: "prometheus").path)",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        do {
            port = try await found(/"Listening on" address=127\.0\.0\.1:([0-9]+)/, in: log)
        } catch {
            process.terminate()
            throw error
        }
    }

    private func end() {
        process.terminate()
        process.waitUntilExit()
    }

    /// The samples that an expression has now, by their labels.
    func samples(_ expression: String) async throws -> [[String: String]: Double] {
        let query = "query=\(expression)"
        let url = "http://127.0.0.1:\(port)/api/v1/query"
        let reply = try await Curl.run(["--get", "--data-urlencode", query, url])
        guard reply.status == 200 else { return [:] }
        let answer = try JSONDecoder().decode(Answer.self, from: Data(reply.text.utf8))
        return Dictionary(uniqueKeysWithValues: answer.data.result.map { ($0.metric, $0.number) })
    }

    private struct Answer: Decodable {
        let data: Results
    }

    private struct Results: Decodable {
        let result: [Sample]
    }

    private struct Sample: Decodable {
        let metric: [String: String]
        let number: Double

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            metric = try fields.decode([String: String].self, forKey: .metric)
            var pair = try fields.nestedUnkeyedContainer(forKey: .value)
            _ = try pair.decode(Double.self)
            number = Double(try pair.decode(String.self)) ?? .nan
        }

        private enum Key: String, CodingKey {
            case metric
            case value
        }
    }
}

/// The number that a pattern finds in a log, as soon as it is there.
func found(_ pattern: Regex<(Substring, Substring)>, in log: URL) async throws -> Int {
    for _ in 0..<400 {
        if let match = try String(contentsOf: log, encoding: .utf8).firstMatch(of: pattern), let number = Int(match.1) {
            return number
        }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw LogFailure(description: "not found in \(log.path): \(try String(contentsOf: log, encoding: .utf8))")
}

private struct LogFailure: Error, CustomStringConvertible {
    let description: String
}
