import DossierCore
import Testing

@testable import DossierStore

/// Words stand in the index by keys, some of which the writer remembers: a key that is given again must not find what had it.
@Suite struct WordKeysTests {
    private func ids(_ desk: Desk, _ word: String) throws -> Set<String> {
        Set(try desk.find(Query(kind: "notes", limit: 10, text: word)).0.map(\.id))
    }

    /// The first round without savepoints, the others with them.
    @Test func whatWasTakenBackKeepsNoKey() throws {
        let desk = try Desk.sqlite()
        for round in 0..<3 {
            let ends = try desk.group([
                { try $0.put("notes", "a\(round)", "text:first\(round)") },
                { transaction in
                    for id in ["b", "c", "d"] { try transaction.put("notes", "\(id)\(round)", "text:lost\(round)") }
                    throw Status(.aborted, "not this one")
                },
                { try $0.put("notes", "e\(round)", "text:last\(round) first\(round)") },
            ])
            #expect(ends.map { (try? $0.get()) != nil } == [true, false, true])
            try desk.put("notes", "f\(round)", "text:lost\(round)")
            #expect(try ids(desk, "first\(round)") == ["a\(round)", "e\(round)"])
            #expect(try ids(desk, "last\(round)") == ["e\(round)"])
            #expect(try ids(desk, "lost\(round)") == ["f\(round)"])
        }
    }

    @Test func fewAreKeptAndAllAreFound() throws {
        let connection = try SQLiteConnection(path: ":memory:", use: .writing)
        for step in Schema.current.steps { try connection.execute(step) }
        let rows = try RowKeys(connection)
        let keys = try WordKeys(connection, rows, limit: 2)
        func begin() throws(Status) {
            try rows.begin()
            keys.begin()
        }
        let words = ["a", "b", "c", "d", "e"].map { [UInt8]($0.utf8) }
        try connection.transaction { () throws(Status) in
            try begin()
            for word in words { _ = try keys.key(of: word) }
        }
        try connection.transaction { () throws(Status) in
            try begin()
            for word in words + words.reversed() + words {
                #expect(try keys.key(of: word) == Int64(word[0] - UInt8(ascii: "a") + 1))
            }
        }
        #expect(try connection.integer("SELECT count(*) FROM words") == 5)
    }

    @Test func aRedactedWordsKeyIsGivenAgain() throws {
        let desk = try Desk.sqlite()
        try desk.put("notes", "n1", "text:open")
        try desk.put("notes", "n1", "text:open secret", revision: 1)
        try desk.put("notes", "n1", "text:open", revision: 2)
        try desk.put("notes", "n2", "text:open secret")
        try desk.put("notes", "n2", "text:open", revision: 1)
        try desk.redact("notes", "n1", [2])
        try desk.redact("notes", "n2", [1])
        try desk.put("notes", "n3", "text:other")
        try desk.put("notes", "n4", "text:secret")
        #expect(try ids(desk, "open") == ["n1", "n2"])
        #expect(try ids(desk, "other") == ["n3"])
        #expect(try ids(desk, "secret") == ["n4"])
        #expect(try desk.find(Query(kind: "notes", limit: 10, text: "secret"), at: .sequence(4)).0.isEmpty)
    }
}
