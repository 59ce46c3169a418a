import DossierCore
import Testing

@testable import DossierStore

@Suite struct DeclareTests {
    /// Every open and closed term, as "field value record since until".
    private func terms(_ store: SQLiteStore) throws -> [String] {
        try store.writer.perform { (group) throws(Status) in
            let statement = try group.connection.prepare(
                """
                SELECT f.name || ' ' || t.value || ' ' || r.id || ' ' || t.since || ' ' || t.until
                FROM terms t JOIN fields f ON f.field = t.field JOIN records r ON r.record = t.record
                """
            )
            var terms: [String] = []
            while try statement.step() { terms.append(statement.text(0)) }
            return terms.sorted()
        }
    }

    private func filled(_ desk: Desk) throws {
        try desk.put("notes", "a", "title:one\nsize:-3")
        try desk.put("notes", "a", "title:two\nsize:-3", revision: 1)
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "b", "title:x\ntitle:y")
            try transaction.put("notes", "b", "title:y\ntitle:y", revision: 1)
            return []
        }
        try desk.put("notes", "a", "title:one\nsize:-3", revision: 2, deleted: true)
    }

    private let expected = [
        "size -3 a 1 0", "title one a 1 2", "title one a 4 0", "title two a 2 4", "title y b 3 0",
    ]

    @Test func termsHoldFromOneTransactionToAnother() throws {
        let desk = try Desk.sqlite()
        try filled(desk)
        #expect(try terms(desk.sqlite) == expected)
    }

    @Test func indexingAnewGivesTheSameTerms() throws {
        let desk = try Desk.sqlite()
        try filled(desk)
        let heard = Collected<[Int]>()
        try desk.store.declare([Desk.kind("notes", termsVersion: 2)]) { heard.add([$0, $1]) }
        #expect(try terms(desk.sqlite) == expected)
        #expect(heard.all == [[2, 2]])
        try desk.store.declare([Desk.kind("notes", termsVersion: 2)]) { heard.add([$0, $1]) }
        #expect(heard.all.count == 1)
        try desk.put("notes", "b", "title:z", revision: 2)
        #expect(try terms(desk.sqlite).suffix(2) == ["title y b 3 5", "title z b 5 0"])
    }

    @Test func aChangedDeclarationIsIndexedWithoutAHigherVersion() throws {
        let desk = try Desk.sqlite()
        try filled(desk)
        try desk.store.declare([Desk.kind("notes", fields: Array(Desk.fields.prefix(1)))]) { _, _ in }
        #expect(try terms(desk.sqlite) == expected.filter { $0.hasPrefix("title") })
    }

    @Test func aCrashCostsOneStep() throws {
        let folder = Folder()
        let desk = try Desk.sqlite(folder: folder)
        let count = 3 * Limits.recordsPerStep
        try desk.write { (transaction) throws(Status) in
            for id in 0..<count { try transaction.put("notes", "n\(id)", "title:\(id)") }
            return []
        }
        let before = try terms(desk.sqlite)
        let kind = Desk.kind("notes", termsVersion: 2)
        let first = try desk.sqlite.writer.perform { (group) throws(Status) in
            let declared = try KindTable(group.connection).declare(kind)
            while try KindTable(group.connection).deleteOrphans(atMost: 100) {}
            let first = try IndexStep(group, declared).run()
            // The second step is undone, as by a dying process.
            try group.connection.execute("BEGIN")
            _ = try IndexStep(group, declared).run()
            group.connection.rollback()
            return first
        }
        #expect(first == Limits.recordsPerStep)
        desk.store.close()
        let store = try SQLiteStore(path: folder.store)
        defer { store.close() }
        let heard = Collected<[Int]>()
        try store.declare([kind]) { heard.add([$0, $1]) }
        #expect(heard.all.first == [2 * Limits.recordsPerStep, count])
        #expect(heard.all.last == [count, count])
        #expect(try terms(store) == before)
    }

    @Test func aVersionThatIsNoLongerAcceptedStaysReadable() throws {
        let desk = try Desk.sqlite()
        try filled(desk)
        let kind = Desk.kind("notes", termsVersion: 2)
        let strict = Kind(name: "notes", fields: kind.fields, termsVersion: 2) { (record, sink) throws(Status) in
            guard record.id.first != UInt8(ascii: "b") else { throw Status(.invalidArgument, "no b") }
            try kind.index(record, &sink)
        }
        try desk.store.declare([strict]) { _, _ in }
        #expect(try desk.get("notes", "b")?.body == "title:y\ntitle:y")
        #expect(desk.refusal { try $0.put("notes", "b", "", revision: 2) } == .invalidArgument)
        #expect(try terms(desk.sqlite) == expected.dropLast())
    }
}
