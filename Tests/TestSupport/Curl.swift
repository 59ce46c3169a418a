import Foundation

/// curl, as anybody would call a method with it.
package enum Curl {
    /// What it got.
    package struct Reply: CustomStringConvertible {
        /// 200; 0 when there was no response.
        package let status: Int
        /// The body, or why there is none.
        package let text: String

        package var description: String { "\(status): \(text.prefix(2_000))" }
    }

    /// Calls a method, "dossier.v1.Incidents/GetIncident", of a server on 127.0.0.1 with JSON.
    package static func call(_ port: Int, _ method: String, _ json: String, _ options: String...) async throws -> Reply
    {
        try await post(port, method, Data(json.utf8), ["--header", "content-type: application/json"] + options)
    }

    /// The same with any body, and with what tells its type among the options.
    package static func post(_ port: Int, _ method: String, _ body: Data, _ options: [String]) async throws -> Reply {
        // An argument could not be as long as a body.
        let file = FileManager.default.temporaryDirectory.appending(path: "dossier-body-\(UUID().uuidString)")
        try body.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await run(["--data-binary", "@\(file.path)"] + options + ["http://127.0.0.1:\(port)/\(method)"])
    }

    /// Runs it with its own options and a URL.
    package static func run(_ options: [String]) async throws -> Reply {
        let format = "\n%{http_code}"
        let command = try await Command.run(["curl", "-sS", "--max-time", "60", "--write-out", format] + options)
        let lines = command.output.split(separator: "\n", omittingEmptySubsequences: false)
        return Reply(status: Int(lines.last ?? "") ?? 0, text: lines.dropLast().joined(separator: "\n"))
    }
}
