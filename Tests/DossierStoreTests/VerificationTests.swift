import DossierCore
import Testing

@testable import DossierStore

/// What somebody changed in a store's file behind the server's back is found, wherever it stands.
@Suite struct VerificationTests {
    /// A closed record of ten notes, of which n2 was changed and its first revision redacted: twelve transactions.
    private func filled(_ folder: Folder) throws {
        let desk = try Desk.sqlite(folder: folder)
        let origin = Write.Origin(peer: "127.0.0.1:9", method: "Notes/Create", requestID: "r")
        for number in 1...10 {
            try desk.write(origin: origin) { (transaction) throws(Status) in
                try transaction.put("notes", "n\(number)", "title:\(number)")
                return []
            }
        }
        try desk.put("notes", "n2", "title:other", revision: 1)
        try desk.redact("notes", "n2", [1])
        desk.store.close()
    }

    private func fault(_ folder: Folder, noted: (UInt64, [UInt8])? = nil) throws -> String? {
        do throws(Status) {
            let verified = try SQLiteStore.source(folder.store).verify(noted: noted)
            #expect(verified.moment.sequence > 0)
            return nil
        } catch {
            #expect(error.code == .dataLoss, "\(error)")
            return error.message
        }
    }

    private func edit(_ folder: Folder, _ sql: String) throws {
        let connection = try SQLiteConnection(path: folder.store, use: .writing)
        try connection.execute(sql)
        #expect(connection.changes() > 0)
    }

    @Test func whatNobodyTouchedVerifies() throws {
        let folder = Folder()
        try filled(folder)
        #expect(try fault(folder) == nil)
        let desk = try Desk.sqlite(folder: folder)
        #expect(try fault(folder) == nil, "beside a server")
        try desk.put("notes", "more")
        #expect(try fault(folder) == nil)
    }

    @Test(arguments: [
        ("UPDATE versions SET body = x'00' WHERE version = 8", 8, "notes/n8, whose body has changed"),
        ("UPDATE versions SET body_hash = randomblob(32) WHERE version = 8", 8, "notes/n8, whose body has changed"),
        ("UPDATE versions SET salt = NULL WHERE version = 8", 8, "body has changed"),
        ("UPDATE versions SET tlp = 1 WHERE version = 3", 3, "does not match its hash"),
        ("UPDATE versions SET kind = 2 WHERE version = 3", 3, "stands under another kind"),
        ("DELETE FROM versions WHERE version = 9", 9, "does not match its hash"),
        ("DELETE FROM transactions WHERE sequence = 4", 4, "is missing"),
        ("DELETE FROM transactions WHERE sequence = 12", 12, "is missing"),
        ("UPDATE transactions SET author = 'eve' WHERE sequence = 6", 6, "does not match its hash"),
        ("UPDATE transactions SET peer = '10.0.0.1:1' WHERE sequence = 6", 6, "does not match its hash"),
        ("UPDATE transactions SET peer = method, method = peer WHERE sequence = 6", 6, "does not match its hash"),
        ("UPDATE transactions SET method = '' WHERE sequence = 7", 7, "does not match its hash"),
        ("UPDATE transactions SET request_id = 'q' WHERE sequence = 1", 1, "does not match its hash"),
        ("UPDATE transactions SET time = time + 1 WHERE sequence = 7", 7, "does not match its hash"),
        ("UPDATE transactions SET time = 1 WHERE sequence = 7", 7, "is older"),
        ("UPDATE transactions SET format = 1 WHERE sequence = 5", 5, "format 1"),
        ("UPDATE transactions SET format = 3 WHERE sequence = 5", 5, "format 3"),
        ("UPDATE transactions SET hash = randomblob(32) WHERE sequence = 10", 10, "does not match its hash"),
        // A body that was taken away is still guarded, and so is that it was.
        ("UPDATE versions SET body = x'00' WHERE version = 2", 2, "notes/n2, whose body has changed"),
        ("UPDATE redactions SET reason = 'none'", 12, "does not match its hash"),
        ("UPDATE redactions SET sequence = 11", 11, "does not match its hash"),
        ("DELETE FROM redactions", 2, "body has changed"),
        ("INSERT INTO redactions SELECT 5, 13, 'x', x'00'", 5, "body has changed"),
        ("INSERT INTO redactions SELECT 11, 12, reason, body_hash FROM redactions", 11, "body has changed"),
    ])
    func aChangeIsFoundAndNamed(sql: String, sequence: Int, what: String) throws {
        let folder = Folder()
        try filled(folder)
        try edit(folder, sql)
        let message = try #require(try fault(folder))
        #expect(message.hasPrefix("transaction \(sequence) "), "\(message)")
        #expect(message.contains(what), "\(message)")
    }

    /// Hiding a change as a redaction needs a transaction that says so.
    @Test func aRedactionThatNobodyRecordedIsFound() throws {
        let folder = Folder()
        try filled(folder)
        let hash = Sodium.hash([UInt8]("title:forged".utf8))
        let literal = hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try edit(
            folder,
            """
            UPDATE versions SET body = CAST('title:forged' AS BLOB) WHERE version = 5;
            INSERT INTO redactions VALUES (5, 7, 'x', x'\(literal)')
            """
        )
        #expect(try #require(try fault(folder)).hasPrefix("transaction 7 "))
        try edit(folder, "UPDATE redactions SET sequence = 13 WHERE version = 5")
        #expect(try #require(try fault(folder)).hasPrefix("transaction 13 is missing"))
    }

    /// What was cut off at the end leaves no trace in the file: only who noted a hash before can tell.
    @Test func aRecordThatWasCutIsToldByANotedHash() throws {
        let folder = Folder()
        try filled(folder)
        let noted = try SQLiteStore.source(folder.store).verify()
        #expect(noted.moment.sequence == 12)
        #expect(try fault(folder, noted: (12, noted.hash)) == nil)
        try edit(
            folder,
            "DELETE FROM redactions; DELETE FROM transactions WHERE sequence > 10; DELETE FROM versions WHERE version > 10 OR version = 2; DELETE FROM transactions WHERE sequence >= 2; DELETE FROM versions WHERE version >= 2"
        )
        #expect(try fault(folder) == nil)
        #expect(try #require(try fault(folder, noted: (12, noted.hash))).hasPrefix("transaction 12 "))
    }

    @Test func progressIsTold() throws {
        let folder = Folder()
        var configuration = SQLiteStore.Configuration()
        configuration.isSynchronous = false
        let store = try SQLiteStore(path: folder.store, configuration: configuration)
        try store.declare(Desk.kinds) { _, _ in }
        let count = Limits.transactionsPerReport + 5
        let last = Waiter<Bool>()
        for number in 1...count {
            while true {
                do {
                    try store.write(
                        Write(
                            author: "ana",
                            body: { (transaction) throws(Status) in
                                try transaction.put("notes", "n\(number)", "")
                                return []
                            },
                            done: { _ in if number == count { last.give(true) } }
                        )
                    )
                    break
                } catch { continue }
            }
        }
        _ = last.take()
        store.close()
        var told: [[UInt64]] = []
        _ = try SQLiteStore.source(folder.store).verify { told.append([$0, $1]) }
        #expect(told == [[UInt64(Limits.transactionsPerReport), UInt64(count)]])
    }

    /// A file from before the audit: verified as it is, migrated, verified again, and written on.
    @Test func earlierTransactionsStillVerify() throws {
        let folder = Folder()
        try EarlierRecord.write(100, to: folder.store)
        #expect(try fault(folder) == nil)
        let desk = try Desk.sqlite(folder: folder)
        #expect(try fault(folder) == nil)
        try desk.put("notes", "n1", "title:new", revision: 1)
        #expect(try desk.redact("notes", "n1", [1]) == [1])
        #expect(try fault(folder) == nil)
        let entries = try desk.store.audit(AuditQuery(limit: 1_000)).entries
        #expect(entries.count == 102)
        #expect(entries.last?.author == "ana" && entries.last?.origin.method == "")
        desk.store.close()
        for (sql, sequence) in [
            ("UPDATE transactions SET peer = 'x' WHERE sequence = 101", 101),
            ("UPDATE transactions SET author = 'eve' WHERE sequence = 40", 40),
            ("UPDATE versions SET body = x'00' WHERE version = 30", 30),
        ] {
            try edit(folder, sql)
            #expect(try #require(try fault(folder)).hasPrefix("transaction \(sequence) "))
        }
    }

    @Test func whatIsNoRecordIsRefused() throws {
        let folder = Folder()
        let missing = #expect(throws: Status.self) { try SQLiteStore.source(folder.store).verify() }
        #expect(missing?.code == .failedPrecondition)
        try edit(folder, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')")
        let foreign = #expect(throws: Status.self) { try SQLiteStore.source(folder.store).verify() }
        #expect(foreign?.message.contains("another program") == true)
    }
}
