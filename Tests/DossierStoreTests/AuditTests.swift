import DossierCore
import Testing

@testable import DossierStore

/// Who wrote what, when and from where, as it is told of a record.
@Suite struct AuditTests {
    private static let origin = Write.Origin(peer: "127.0.0.1:9", method: "Notes/Create", requestID: "r1")

    @Test(arguments: Engine.all) func everyWriteIsToldWithItsOrigin(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("topics", "t")
        let outcome = try desk.write(author: "ben", origin: Self.origin) { (transaction) throws(Status) in
            try transaction.put("notes", "a", "title:a")
            try transaction.put("topics", "t", "", revision: 1, deleted: true)
            return []
        }
        let page = try desk.store.audit(AuditQuery(limit: 10))
        #expect(page.before == nil)
        #expect(page.entries.map(\.moment.sequence) == [2, 1])
        let entry = try #require(page.entries.first)
        #expect(entry.moment == outcome.moment)
        #expect(entry.author == "ben")
        #expect(entry.origin.peer == "127.0.0.1:9")
        #expect(entry.origin.method == "Notes/Create")
        #expect(entry.origin.requestID == "r1")
        #expect(
            entry.written.listed.map { "\($0.name)@\($0.revision) \($0.isDeleted)" } == [
                "notes/a@1 false", "topics/t@2 true",
            ]
        )
        #expect(entry.written.count == 2)
        #expect(entry.redacted.count == 0)
        #expect(entry.hash.count == 32)
    }

    @Test(arguments: Engine.all) func whatWroteNothingIsNotTold(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.write { (_) throws(Status) in [1] }
        try desk.write(validateOnly: true) { (transaction) throws(Status) in
            try transaction.put("notes", "a", "")
            return []
        }
        _ = try? desk.put("notes", "a", revision: 7)
        #expect(try desk.audited() == [])
    }

    @Test(arguments: Engine.all) func entriesAreFoundByRecordAuthorAndTime(engine: Engine) throws {
        let desk = try Desk(engine)
        var times: [Int64] = []
        for number in 1...12 {
            desk.clock.move(by: 1_000_000_000)
            let outcome = try desk.write(author: number % 3 == 0 ? "ben" : "ana") { (transaction) throws(Status) in
                try transaction.put("notes", number % 2 == 0 ? "even" : "odd", "", revision: UInt64((number - 1) / 2))
                return []
            }
            times.append(outcome.moment.time)
        }
        for page in [1, 2, 5, 100] {
            #expect(try desk.audited(page) == (1...12).reversed())
            #expect(try desk.audited(page) { $0.record = ("notes", "even") } == [12, 10, 8, 6, 4, 2])
            #expect(try desk.audited(page) { $0.author = "ben" } == [12, 9, 6, 3])
            #expect(
                try desk.audited(page) {
                    $0.author = "ben"
                    $0.record = ("notes", "odd")
                } == [9, 3]
            )
            #expect(
                try desk.audited(page) {
                    $0.start = times[2]
                    $0.end = times[6]
                } == [6, 5, 4, 3]
            )
            #expect(
                try desk.audited(page) {
                    $0.start = times[2] + 1
                    $0.author = "ana"
                    $0.record = ("notes", "even")
                } == [10, 8, 4]
            )
        }
        #expect(try desk.audited { $0.record = ("notes", "none") } == [])
        #expect(try desk.audited { $0.author = "eve" } == [])
        #expect(try desk.audited { $0.start = times[11] + 1 } == [])
        #expect(try desk.audited { $0.end = times[0] } == [])
        #expect(try desk.audited { ($0.start, $0.end) = (times[5], times[5]) } == [])
    }

    @Test(arguments: Engine.all) func aLargeTransactionIsCutAndCounted(engine: Engine) throws {
        let desk = try Desk(engine)
        let count = Limits.auditedRevisions + 50
        try desk.write { (transaction) throws(Status) in
            for id in 0..<count { try transaction.put(id % 2 == 0 ? "notes" : "topics", "n\(id)", "") }
            return []
        }
        let entry = try #require(try desk.store.audit(AuditQuery(limit: 1)).entries.first)
        #expect(entry.written.count == count)
        let expected = (0..<Limits.auditedRevisions).map { "\($0 % 2 == 0 ? "notes" : "topics")/n\($0)" }
        #expect(entry.written.listed.map(\.name) == expected)
    }
}
