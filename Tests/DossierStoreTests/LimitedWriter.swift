import DossierCore
import DossierStore
import Foundation
import TestSupport
import Testing

/// StoreWriter, the size of whose files can be limited while it runs.
struct LimitedWriter {
    private let process = Process()
    private let path: String
    private let output: URL

    /// Starts it with 16 threads.
    init(in folder: URL) throws {
        path = folder.appending(path: "store.db").path
        output = folder.appending(path: "output")
        try Data().write(to: output)
        process.executableURL = Products.folder.appending(path: "StoreWriter")
        process.arguments = [path, "16", "full"]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    /// Whether a line says that a write failed.
    static func isRefusal(_ line: String) -> Bool { line.hasPrefix("!") }

    /// What it has said.
    func lines() throws -> [String] {
        try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// Until it has said what is waited for.
    func wait(until condition: ([String]) -> Bool) async throws {
        for _ in 0..<2_000 {
            if condition(try lines()) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("waited in vain; the last lines: \(try lines().suffix(5))")
    }

    /// Bytes that a file of it may have, or "unlimited".
    func limitFiles(to size: String) async throws {
        let set = try await Command.run("prlimit", "--pid", "\(process.processIdentifier)", "--fsize=\(size):")
        #expect(set.status == 0, "\(set.output)")
    }

    /// Kills it.
    func stop() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The ids of the notes in the store that it left, which must verify.
    func kept() throws -> Set<String> {
        let store = try SQLiteStore(path: path)
        defer { store.close() }
        try store.verify()
        let start = [Field(name: "start", type: .text, repeated: false)]
        try store.declare([Desk.kind("notes", fields: start)]) { _, _ in }
        var ids: Set<String> = []
        try store.read(at: .now, for: .red) { (view) throws(Status) in
            try view.find(Query(kind: "notes", limit: .max)) { record, _ in
                ids.insert(String(decoding: record.id, as: UTF8.self))
                return true
            }
        }
        return ids
    }
}
