import DossierClient
import DossierCore
import Foundation
import TestSupport

/// The same calls by every door: each over one connection, so that callers take turns on it.
extension Office {
    /// By ttrpc.
    func verdictsByTTRPC(_ trials: [Trial]) async throws -> [Trial.Verdict] {
        let client = try await Client.connect(to: address)
        var verdicts: [Trial.Verdict] = []
        for trial in trials {
            do {
                try await call(trial, client)
                verdicts.append(.admitted)
            } catch let status as Status {
                verdicts.append(Trial.Verdict(code: status.code.rawValue))
            }
        }
        return verdicts
    }

    private func call(_ trial: Trial, _ client: Client) async throws {
        var metadata = Metadata()
        if let value = authorizations[trial.holder] {
            metadata.entries.append(.init(name: "authorization", value: value))
        }
        // A watch of an empty record has nothing to say for long.
        let options = CallOptions(timeout: trial.serverStreams ? .milliseconds(200) : .seconds(20), metadata: metadata)
        let method = try MethodName(trial.method)
        if trial.clientStreams {
            let call = try await client.duplex(method, options, repliesStream: trial.serverStreams)
            try? await call.closeSending()
            for try await _ in call.replies { break }
        } else if trial.serverStreams {
            for try await _ in try await client.stream(method, [], options) { break }
        } else {
            _ = try await client.call(method, [], options)
        }
    }

    /// By gRPC, with its own client in Python.
    func verdictsByGRPC(_ trials: [Trial]) async throws -> [Trial.Verdict] {
        let lines = trials.map { trial in
            let kind = (trial.clientStreams ? "stream" : "unary") + "_" + (trial.serverStreams ? "stream" : "unary")
            return "/\(trial.method)\t\(kind)\t\(authorizations[trial.holder] ?? "")"
        }
        let file = folder.appending(path: "trials")
        try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        let script = Project.root.appending(path: "Tests/AccessTests/access_calls.py").path
        let run = try await Command.run("timeout", "300", "python3", script, "\(server.port)", file.path)
        let codes = run.output.split(separator: "\n").map { Int32($0) }
        guard run.status == 0, !codes.contains(nil) else { throw DossierdFailure(description: run.output) }
        return codes.compactMap { $0 }.map { Trial.Verdict(code: $0) }
    }

    /// By Connect's protocol, with curl; of methods that do not stream.
    /// - Parameters:
    ///   - origin: as in a URL.
    ///   - options: of curl, each on a line.
    func verdictsByConnect(_ trials: [Trial], _ origin: String, _ options: String) async throws -> [Trial.Verdict] {
        let transfers = trials.map { trial in
            let header = authorizations[trial.holder].map { "header = \"authorization: \($0)\"\n" } ?? ""
            return """
                url = "\(origin):\(server.port)/\(trial.method)"
                header = "content-type: application/json"
                \(header)data = "{}"
                output = "/dev/null"
                write-out = "%{http_code}\\n"
                silent
                show-error
                \(options)
                """
        }
        let file = folder.appending(path: "transfers")
        try transfers.joined(separator: "\nnext\n").write(to: file, atomically: true, encoding: .utf8)
        let run = try await Command.run("timeout", "300", "curl", "--config", file.path)
        let statuses = run.output.split(separator: "\n").map { Int($0) }
        guard run.status == 0, !statuses.contains(nil), !statuses.contains(0) else {
            throw DossierdFailure(description: run.output)
        }
        return statuses.compactMap { $0 }.map { Trial.Verdict(http: $0) }
    }
}
