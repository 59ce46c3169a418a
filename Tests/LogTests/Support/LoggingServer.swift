import DossierClient
import DossierCore
import DossierWire
import Foundation
import TestSupport

/// A `dossierd` whose log is read: in JSON, unless its arguments say otherwise.
struct LoggingServer {
    let process: DossierdProcess
    private let folder: URL

    /// Runs a closure beside one that logs what is at least an info; its file of settings has the text.
    static func run(
        _ settings: String = "",
        _ arguments: [String] = ["--log-format", "json"],
        level: String = "info",
        _ body: (LoggingServer) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try Data("log-level: \(level)\n\(settings)".utf8).write(to: folder.appending(path: "dossier.yaml"))
            let file = folder.appending(path: "dossier.yaml").path
            let all = ["--config", file] + arguments
            let process = try await DossierdProcess.start(in: folder, record: folder, arguments: all)
            do {
                try await body(LoggingServer(process: process, folder: folder))
            } catch {
                await process.kill()
                throw error
            }
            guard await process.stop() == 0 else { throw Status(.internal, "dossierd did not end well") }
        }
    }

    var port: Int { Int(process.port) }

    /// A connection to it.
    func connect() async throws -> Client {
        try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: port))
    }

    /// All that it has logged.
    var text: String { (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? "" }

    /// The same, line by line, of those with a message.
    func lines(_ message: String) throws -> [JSONValue] {
        try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }.filter { $0["msg"]?.text == message }
    }

    /// The lines of that message, once there are so many; lines are written a moment after what they tell of.
    func lines(_ message: String, count: Int) async throws -> [JSONValue] {
        for _ in 0..<200 {
            let lines = try? lines(message)
            if let lines, lines.count >= count { return lines }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Status(.internal, "no \(count) lines \"\(message)\" in \(text.suffix(4_000))")
    }

    /// Has it read other settings.
    func change(_ settings: String) throws {
        try Data(settings.utf8).write(to: folder.appending(path: "dossier.yaml"), options: .atomic)
        kill(process.identifier, SIGHUP)
    }
}

extension Client {
    /// How one try of a call ends; nil: well.
    func failure(_ method: String, _ request: [UInt8] = [], _ metadata: [String: String] = [:]) async throws -> Status?
    {
        let entries = metadata.map { Metadata.Entry(name: $0, value: $1) }
        do throws(Status) {
            let options = CallOptions(timeout: .seconds(20), metadata: Metadata(entries), retry: .never)
            _ = try await call(MethodName(method), request, options)
            return nil
        } catch {
            return error
        }
    }
}
