import DossierCore
import Foundation
import TestSupport
import Testing

@testable import DossierStore

/// A redaction reaches the files in which a database keeps its tables.
@Suite struct PostgresRedactionTests {
    private static let secret = "unsayable"

    /// Whether a table's file, or that of an index or of the planner's samples, has the secret.
    private func isHeld(by server: PostgresServer) throws -> Bool {
        try server.sql("CHECKPOINT")
        let base = server.folder.appending(path: "data/base")
        let files = try #require(FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil))
        return files.contains { file in
            guard let file = file as? URL, let data = try? Data(contentsOf: file) else { return false }
            return data.range(of: Data(Self.secret.utf8)) != nil
        }
    }

    @Test func isGoneFromTheFilesOfTheTables() throws {
        let server = try PostgresServer()
        let desk = try Desk(Engine(testDescription: "postgres") { _, _ in try PostgresStore(server.address()) })
        try desk.put("notes", "leak", "title:\(Self.secret)\ntext:\(Self.secret)")
        try desk.put("notes", "leak", "title:clean", revision: 1)
        try server.sql("ANALYZE")
        #expect(try isHeld(by: server))
        try desk.redact("notes", "leak", [1])
        try desk.store.scrub()
        #expect(try !isHeld(by: server))
        #expect(try desk.get("notes", "leak", revision: 1)?.body == "redacted:max, leaked")
        // Nothing is left to be done.
        try desk.store.scrub()
        #expect(try server.sql("SELECT count(*) FROM meta WHERE name = 'scrub'") == [["0"]])
    }
}
