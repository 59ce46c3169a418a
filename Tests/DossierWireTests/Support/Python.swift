import Foundation

/// Python's protobuf, through messages.py beside this file.
enum Python {
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
    static func generate(seed: UInt64, count: Int, in folder: URL) throws -> [Case] {
        try run("generate", String(seed), String(count), folder.path)
        let lines = try Data(contentsOf: folder.appending(path: "cases.jsonl")).split(separator: UInt8(ascii: "\n"))
        return try lines.map { try JSONDecoder().decode(Case.self, from: $0) }
    }

    /// What does not agree: one line each, empty when all does.
    static func check(_ answers: [Answer], in folder: URL) throws -> String {
        let lines = try answers.map { try JSONEncoder().encode($0) }
        let text = Data(lines.joined(separator: [UInt8(ascii: "\n")]))
        try text.write(to: folder.appending(path: "answers.jsonl"))
        return try run("check", folder.path)
    }

    @discardableResult
    private static func run(_ arguments: String...) throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "messages.py")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(output: output) }
        return output
    }

    /// Runs the body with a folder that is gone afterwards.
    static func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dossier-wire-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    /// The seed of this run: DOSSIER_SEED, else always the same.
    static var seed: UInt64 { ProcessInfo.processInfo.environment["DOSSIER_SEED"].flatMap(UInt64.init) ?? 1 }
}
