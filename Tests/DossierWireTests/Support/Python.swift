import Foundation
import TestSupport

/// Python's protobuf, through messages.py beside this file.
enum Python {
    /// It is not there, or did not end well.
    struct Failure: Error { var output: String }

    /// A valid message, as Python wrote it.
    struct Case: Decodable {
        var type: String
        var bytes: Data
        var json: String
    }

    /// What became of a case here.
    struct Answer: Encodable {
        var json: String
        var pretty: String
        var full: String
        var fromJSON: Data
        var fromBytes: Data
    }

    /// Random messages of every type, so many in all.
    static func generate(seed: UInt64, count: Int, in folder: URL) async throws -> [Case] {
        try await run("generate", String(seed), String(count), folder.path)
        let lines = try Data(contentsOf: folder.appending(path: "cases.jsonl")).split(separator: UInt8(ascii: "\n"))
        return try lines.map { try JSONDecoder().decode(Case.self, from: $0) }
    }

    /// What does not agree: one line each, empty when all does.
    static func check(_ answers: [Answer], in folder: URL) async throws -> String {
        let lines = try answers.map { try JSONEncoder().encode($0) }
        let text = Data(lines.joined(separator: [UInt8(ascii: "\n")]))
        try text.write(to: folder.appending(path: "answers.jsonl"))
        return try await run("check", folder.path)
    }

    @discardableResult
    private static func run(_ arguments: String...) async throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "messages.py")
        let command = try await Command.run(["python3", script.path] + arguments)
        guard command.status == 0 else { throw Failure(output: command.output) }
        return command.output
    }
}
