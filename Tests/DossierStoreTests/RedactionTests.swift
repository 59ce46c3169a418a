import DossierCore
import Foundation
import TestSupport
import Testing

@testable import DossierStore

/// Content that was taken away is gone from everything that is read, and from the files; that it was, stays.
@Suite struct RedactionTests {
    private static let secret = "quetzalcoatl"
    private static let body = "title:\(secret)\ntext:the \(secret) and others"

    private func request(_ id: String) -> Write.RequestID {
        Write.RequestID(subject: "ana", method: "Notes/Create", id: id, hash: [1])
    }

    /// A note that had the secret in its first two revisions, answered for with it.
    private func leak(_ desk: Desk, _ id: String = "leak") throws {
        try desk.write(requestID: request(id)) { (transaction) throws(Status) in
            try transaction.put("notes", id, Self.body)
            return [UInt8](Self.body.utf8)
        }
        try desk.put("notes", id, Self.body + " again", revision: 1)
        try desk.put("notes", id, "title:clean", revision: 2)
    }

    private func holdsSecret(_ folder: Folder) throws -> Bool {
        let secret = Data(Self.secret.utf8)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { name in
            let file = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
            return file.range(of: secret) != nil
        }
    }

    @Test(arguments: Engine.all) func isGoneFromEverythingThatIsRead(engine: Engine) throws {
        let desk = try Desk(engine)
        try leak(desk)
        let search = Query(kind: "notes", limit: 10, text: Self.secret)
        #expect(try desk.find(search, at: .sequence(1)).0.count == 1)
        #expect(try desk.redact("notes", "leak", [1, 2], reason: "names a victim") == [1, 2])
        let left = "redacted:max, names a victim"
        #expect(try desk.get("notes", "leak", revision: 1)?.body == left)
        #expect(try desk.get("notes", "leak", at: .sequence(2))?.body == left)
        #expect(try desk.get("notes", "leak")?.body == "title:clean")
        #expect(try desk.find(Query(kind: "notes", limit: 10), at: .sequence(1)).0.map(\.body) == [left])
        #expect(try desk.changes().0.map(\.body) == [left, left, "title:clean"])
        #expect(try desk.changes().0.map(\.revision) == [1, 2, 3])
        for moment in 1...2 { #expect(try desk.find(search, at: .sequence(UInt64(moment))).0.isEmpty) }
        let filtered = Query(kind: "notes", limit: 10, filter: "title=\"\(Self.secret)\"")
        #expect(try desk.find(filtered, at: .sequence(1)).0.isEmpty)
        #expect(try desk.changes(filtered).0.isEmpty)
        #expect(try desk.get("notes", "leak", revision: 1)?.author == "ana")
    }

    @Test(arguments: Engine.all) func isTold(engine: Engine) throws {
        let desk = try Desk(engine)
        try leak(desk)
        try desk.redact("notes", "leak", [1])
        #expect(try desk.audited { $0.record = ("notes", "leak") } == [4, 3, 2, 1])
        let entries = try desk.store.audit(AuditQuery(limit: 10)).entries
        let entry = try #require(entries.first)
        #expect(entry.author == "max" && entry.reason == "leaked")
        #expect(entry.redacted.listed.map { "\($0.name)@\($0.revision)" } == ["notes/leak@1"])
        #expect(entry.redacted.count == 1 && entry.written.count == 0)
        #expect(entries.map { $0.written.listed.map(\.isRedacted) } == [[], [false], [false], [true]])
        // Once is enough.
        #expect(try desk.redact("notes", "leak", [1]) == [])
        #expect(desk.store.head.sequence == 4)
    }

    @Test(arguments: Engine.all) func theCurrentRevisionIsRefusedUnlessDeleted(engine: Engine) throws {
        let desk = try Desk(engine)
        try leak(desk)
        for revisions: [UInt64] in [[], [3], [1, 3]] {
            let error = #expect(throws: Status.self) { try desk.redact("notes", "leak", revisions) }
            #expect(error?.code == .failedPrecondition)
            #expect(error?.message.contains("revision 3 of notes/leak is the current one") == true)
        }
        let missing = #expect(throws: Status.self) { try desk.redact("notes", "leak", [1, 9]) }
        #expect(missing?.code == .notFound && missing?.message.contains("revision 9") == true)
        #expect(throws: Status.self) { try desk.redact("notes", "none") }
        #expect(desk.store.head.sequence == 3)
        try desk.put("notes", "leak", Self.body, revision: 3, deleted: true)
        #expect(try desk.get("notes", "leak")?.body == Self.body, "in the cache")
        #expect(try desk.redact("notes", "leak") == [1, 2, 3, 4])
        #expect(try desk.get("notes", "leak")?.body == "redacted:max, leaked")
        #expect(try desk.find(Query(kind: "notes", limit: 1, showDeleted: true)).0.first?.revision == 4)
    }

    @Test func isGoneFromTheFilesWhileTheyAreOpen() throws {
        let desk = try Desk.sqlite()
        for number in 0..<200 { try desk.put("notes", "n\(number)", "title:\(number)\ntext:plain words \(number)") }
        try leak(desk)
        // What was moved about leaves copies in free space.
        for number in 0..<200 { try desk.put("notes", "n\(number)", "title:b\(number)", revision: 1) }
        try desk.sqlite.scrub()
        #expect(try holdsSecret(desk.folder))
        try desk.redact("notes", "leak", [1, 2])
        try desk.sqlite.scrub()
        #expect(try !holdsSecret(desk.folder))
        try desk.sqlite.verify()
        try desk.put("notes", "after")
        #expect(try desk.get("notes", "n7")?.body == "title:b7")
        // The answer to the request told of it: it is run again, and refused by what there is.
        #expect(throws: Status.self) { try leak(desk) }
        desk.store.close()
        #expect(try !holdsSecret(desk.folder))
        let reopened = try Desk.sqlite(folder: desk.folder)
        try reopened.sqlite.verify()
        #expect(try reopened.get("notes", "leak", revision: 2)?.body == "redacted:max, leaked")
        #expect(try reopened.changes().0.filter { $0.id == "leak" }.count == 3)
    }

    /// A crash, or a full disk, between taking it away and cleaning the files.
    @Test func isFinishedWhenTheStoreIsOpenedAgain() throws {
        let folder = Folder()
        let desk = try Desk.sqlite(folder: folder)
        try leak(desk)
        try desk.redact("notes", "leak", [1, 2])
        desk.store.close()
        let reopened = try Desk.sqlite(folder: folder)
        #expect(try !holdsSecret(folder))
        #expect(
            try reopened.sqlite.writer.perform { (group) throws(Status) in
                try group.connection.integer("SELECT count(*) FROM meta WHERE name = 'scrub'")
            } == 0
        )
    }

    @Test func waitsForAReaderThatKeepsTheLog() throws {
        let desk = try Desk.sqlite()
        try leak(desk)
        let isReading = Waiter<Bool>()
        let failures = Collected<String>()
        let reader = threads(1, failures) { _ in
            try desk.read(at: .sequence(1)) { (view) throws(Status) in
                _ = try view.version("notes", "leak")
                isReading.give(true)
                Thread.sleep(forTimeInterval: 1.5)
            }
        }
        _ = isReading.take()
        try desk.redact("notes", "leak", [1, 2])
        try desk.sqlite.scrub()
        #expect(try !holdsSecret(desk.folder))
        reader.wait()
        #expect(failures.all.isEmpty)
    }

    /// Words and terms that other records have stay theirs.
    @Test(arguments: Engine.all) func othersAreFoundAsBefore(engine: Engine) throws {
        let desk = try Desk(engine)
        try leak(desk)
        try desk.put("notes", "other", Self.body)
        try desk.redact("notes", "leak", [1, 2])
        let search = Query(kind: "notes", limit: 10, text: Self.secret)
        #expect(try desk.find(search).0.map(\.id) == ["other"])
        let filtered = Query(kind: "notes", limit: 10, filter: "title=\"\(Self.secret)\"")
        #expect(try desk.find(filtered).0.map(\.id) == ["other"])
    }

    /// After random writes and redactions the index is what indexing everything anew makes of it.
    @Test func theIndexIsThatOfWhatIsLeft() throws {
        var random = SeededGenerator()
        let desk = try Desk.sqlite()
        for topic in NoteModel.topics { try desk.put("topics", topic) }
        var notes: [String: NoteModel] = [:]
        var redactions = 0
        for _ in 0..<300 {
            try NoteModel.change(&notes, desk, &random)
            guard Int.random(in: 0..<4, using: &random) == 0, let id = notes.keys.sorted().randomElement(using: &random)
            else { continue }
            let last = try #require(try desk.get("notes", id)).revision
            let chosen = (1...last).filter { _ in Bool.random(using: &random) }
            redactions += (try? desk.redact("notes", id, chosen).count) ?? 0
        }
        #expect(redactions > 20, "seed \(random.seed)")
        try desk.sqlite.verify()
        let before = try index(of: desk)
        try desk.store.declare([Desk.kind("notes", termsVersion: 2)]) { _, _ in }
        #expect(try index(of: desk) == before, "seed \(random.seed)")
        let unused = "SELECT count(*) FROM words WHERE word NOT IN (SELECT word FROM occurrences)"
        #expect(try desk.sqlite.writer.perform { (group) throws(Status) in try group.connection.integer(unused) } == 0)
    }

    /// Everything that records are found by, as text.
    private func index(of desk: Desk) throws -> [String] {
        try desk.sqlite.writer.perform { (group) throws(Status) in
            let statement = try group.connection.prepare(
                """
                SELECT f.name || ' ' || quote(t.value) || ' ' || t.record || ' ' || t.since || ' ' || t.until
                FROM terms t JOIN fields f ON f.field = t.field UNION ALL
                SELECT f.name || ' ' || w.text || ' ' || o.record || ' ' || o.since || ' ' || o.until || ' ' || o.score
                FROM occurrences o JOIN words w ON w.word = o.word JOIN fields f ON f.field = o.field ORDER BY 1
                """
            )
            var lines: [String] = []
            while try statement.step() { lines.append(statement.text(0)) }
            return lines
        }
    }
}
