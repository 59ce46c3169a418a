import DossierCore
import Foundation
import TestSupport
import Testing

@testable import DossierStore

/// A record is the same wherever it was copied to, and no half of one is taken for a whole.
@Suite struct CopyTests {
    /// Writes of a history.
    private static let writes = TestLength.isLong ? 100 : 30

    /// Thrown to break a copy off.
    private static let stop = Status(.cancelled, "stop")

    @Test(arguments: CopyRoute.allCases) func bothAnswerAlike(route: CopyRoute) throws {
        let random = SeededGenerator()
        let (source, target) = (try route.source(), try route.target())
        var history = RandomHistory(try source.desk(), random)
        try history.write(Self.writes)
        let expected = try Answers(of: history.desk)
        let verified = try target.copy(from: source)
        #expect(verified.moment == history.desk.store.head)
        let copy = try target.desk()
        #expect(try Answers(of: copy).difference(from: expected) == nil, "seed \(random.seed)")
        // And so do they from there on.
        for desk in [history.desk, copy] {
            try desk.put("notes", "new", "title:new\nabout:notes/new")
            try desk.put("topics", "new", "title:new\nabout:notes/new", tlp: 5)
        }
        #expect(try copy.allIDs() == history.desk.allIDs(), "seed \(random.seed)")
        #expect(try target.source().verify().moment.sequence == verified.moment.sequence + 2)
    }

    @Test(arguments: CopyRoute.allCases) func requestsAndPagesGoOn(route: CopyRoute) throws {
        let random = SeededGenerator()
        let (source, target) = (try route.source(), try route.target())
        var history = RandomHistory(try source.desk(), random)
        try history.write(Self.writes)
        let query = Query(kind: "notes", limit: 1)
        let cursor = try history.desk.find(query).cursor
        try target.copy(from: source)
        let copy = try target.desk()
        var next = query
        next.cursor = cursor
        #expect(try copy.find(next).0 == history.desk.find(next).0)
        for request in history.requests {
            let replies = try [history.desk, copy].map { desk in
                try desk.write(requestID: request) { (transaction) throws(Status) in
                    try transaction.put("notes", "again-\(request.id)", "")
                    return [0]
                }.reply
            }
            // What told of what was redacted is forgotten, and runs again.
            #expect(replies[0] == replies[1])
            #expect(try (copy.get("notes", "again-\(request.id)") == nil) == (replies[0] != [0]))
        }
        // Its own keys go on behind those that were copied.
        try copy.write(requestID: Write.RequestID(subject: "ana", method: "m", id: "more", hash: [1])) {
            (transaction) throws(Status) in
            try transaction.put("notes", "more", "")
            return []
        }
    }

    @Test(arguments: CopyRoute.chosen) func aCopyThatIsBrokenOffGoesOn(route: CopyRoute) throws {
        var random = SeededGenerator()
        let (source, target) = (try route.source(), try route.target())
        var history = RandomHistory(try source.desk(), random)
        try history.write(30)
        for round in 0..<12 {
            var pages = Int.random(in: 0..<(20 + 10 * round), using: &random)
            let ended: RecordHead?
            do throws(Status) {
                ended = try target.copy(from: source, pageRows: 3) { (_) throws(Status) in
                    pages -= 1
                    if pages < 0 { throw Self.stop }
                }
            } catch {
                #expect(error.code == .cancelled, "seed \(random.seed): \(error)")
                ended = nil
            }
            if ended != nil { break }
            let refused = #expect(throws: Status.self) { try target.desk() }
            #expect(refused?.code == .failedPrecondition && refused?.message.contains("not come to its end") == true)
            #expect(throws: Status.self) { try target.source() }
            // Meanwhile the source goes on: what was copied may be redacted.
            try history.write(4)
        }
        if (try? target.source()) == nil { try target.copy(from: source) }
        if try target.source().verify().moment != history.desk.store.head { try target.copy(from: source, .any) }
        let copy = try target.desk()
        #expect(try Answers(of: copy).difference(from: Answers(of: history.desk)) == nil, "seed \(random.seed)")
    }

    @Test(arguments: CopyRoute.chosen) func whatIsRedactedMeanwhileIsInNoCopy(route: CopyRoute) throws {
        let (source, target) = (try route.source(), try route.target())
        let desk = try source.desk()
        let secret = "Verschlusssache"
        for number in 1...20 { try desk.put("notes", "n\(number)", "title:\(secret)\(number)") }
        let stopped = #expect(throws: Status.self) {
            try target.copy(from: source) { (progress) throws(Status) in
                if case .copied(table: "versions", _, of: _) = progress { throw Self.stop }
            }
        }
        #expect(stopped?.code == .cancelled)
        for number in 1...20 {
            try desk.put("notes", "n\(number)", "", revision: 1)
            try desk.redact("notes", "n\(number)", [1])
        }
        try target.copy(from: source)
        #expect(try target.connection().integer("SELECT count(*) FROM redactions") == 20)
        #expect(try Answers(of: target.desk()).difference(from: Answers(of: desk)) == nil)
        if !route.isToDatabase {
            let bytes = try #require(target.folder.bytes(of: "store.db"))
            #expect(bytes.firstRange(of: Array(secret.utf8)) == nil)
        }
    }

    @Test(arguments: CopyRoute.chosen) func itGoesOnWithWhatWasWrittenSince(route: CopyRoute) throws {
        let random = SeededGenerator()
        let (source, target) = (try route.source(), try route.target())
        var history = RandomHistory(try source.desk(), random)
        try history.write(Self.writes)
        try target.copy(from: source, .any)
        // Not under a server.
        let served = try target.desk()
        let used = #expect(throws: Status.self) { try target.copy(from: source, .any) }
        #expect(used?.code == .failedPrecondition)
        #expect(try served.get("notes", "none") == nil)
        // Nothing was written since: what it was found by then is made anew.
        served.store.close()
        try history.write(Self.writes)
        let refused = #expect(throws: Status.self) { try target.copy(from: source) }
        #expect(refused?.code == .failedPrecondition && refused?.message.contains("already") == true)
        try target.copy(from: source, .any)
        let copy = try target.desk()
        #expect(try Answers(of: copy).difference(from: Answers(of: history.desk)) == nil, "seed \(random.seed)")
        try copy.put("notes", "parted")
        let parted = #expect(throws: Status.self) { try target.copy(from: source, .any) }
        #expect(parted?.code == .failedPrecondition)
    }

    @Test(arguments: CopyRoute.allCases) func anotherRecordIsNotGoneOnWith(route: CopyRoute) throws {
        let (source, target) = (try route.source(), try route.target())
        let (mine, other) = (try source.desk(), try target.desk())
        for number in 1...3 { try mine.put("notes", "n\(number)") }
        // Made by a server, with nothing in it yet.
        other.store.close()
        for beginning in [RecordCopy.Beginning.new, .any] {
            let refused = #expect(throws: Status.self) { try target.copy(from: source, beginning) }
            #expect(refused?.code == .failedPrecondition)
        }
        let written = try target.desk()
        try written.put("notes", "other")
        written.store.close()
        for beginning in [RecordCopy.Beginning.new, .any] {
            let refused = #expect(throws: Status.self) { try target.copy(from: source, beginning) }
            #expect(refused?.code == .failedPrecondition)
        }
        #expect(try target.source().verify().moment.sequence == 1)
    }

    @Test(
        arguments: CopyRoute.allCases,
        [
            ("UPDATE versions SET body = body_hash WHERE version = 3", "transaction 3 "),
            ("DELETE FROM versions WHERE version = 4", "transaction 4 "),
            ("DELETE FROM transactions WHERE sequence = 2", "transaction 2 "),
            ("UPDATE transactions SET author = 'eve' WHERE sequence = 5", "transaction 5 "),
            ("DELETE FROM meta", "no secret"),
        ]
    )
    func whatIsDamagedIsToldOfTheSource(route: CopyRoute, damage: (sql: String, message: String)) throws {
        let (source, target) = (try route.source(), try route.target())
        let desk = try source.desk()
        for number in 1...6 { try desk.put("notes", "n\(number)", "title:\(number)") }
        desk.store.close()
        var sql = damage.sql
        if route.isFromDatabase, sql == "DELETE FROM meta" { sql += " WHERE name = 'secret'" }
        try source.connection().execute(sql)
        let told = try #require(throws: Status.self) { try target.copy(from: source) }
        #expect(told.code == .dataLoss)
        #expect(told.message.contains(damage.message), "\(told.message)")
        #expect(told.message.hasPrefix(try source.source().name + ": "), "\(told.message)")
        #expect(try (try? target.source())?.verify().moment.sequence ?? 0 == 0)
    }

    /// A kind that no module declares any more keeps what names its records as closed as it was.
    @Test(arguments: CopyRoute.allCases) func marksDoNotFallForWantOfAModule(route: CopyRoute) throws {
        let (source, target) = (try route.source(), try route.target())
        let desk = try source.desk()
        let fields = [Field(name: "about", type: .name, repeated: true, kinds: ["topics", "notes", "gone"])]
        let kinds = ["notes", "topics", "gone"].map { Desk.kind($0, termsVersion: 2, fields: fields) }
        try desk.store.declare(kinds) { _, _ in }
        try desk.put("notes", "red", "", tlp: 5)
        try desk.put("gone", "between", "about:notes/red", tlp: 1)
        try desk.put("notes", "naming", "about:gone/between", tlp: 1)
        let expected = try desk.allIDs()
        #expect(expected.first == [])
        desk.store.close()
        try target.copy(from: source)
        let copy = try target.desk()
        try copy.store.declare(Array(kinds.prefix(2))) { _, _ in }
        #expect(try copy.allIDs() == expected)
    }
}

extension Desk {
    /// The notes that readers of each clearance see.
    fileprivate func allIDs() throws -> [[String]] {
        try TLP.allCases.map { clearance in
            var ids: [String] = []
            try store.read(at: .now, for: clearance) { (view) throws(Status) in
                ids = try Version.collect { (visit) throws(Status) in
                    try view.find(Query(kind: "notes", limit: 100), visit)
                }.0.map(\.id)
            }
            return ids
        }
    }
}
