import DossierCore
import DossierStore
import Testing

@Suite struct ChangesTests {
    /// Three transactions: one note; three notes, a topic and a second version; one tombstone.
    private func desk(_ engine: Engine) throws -> Desk {
        let desk = try Desk(engine)
        try desk.put("notes", "z", "title:1")
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "c", "title:2")
            try transaction.put("topics", "t", "")
            try transaction.put("notes", "a", "title:3")
            try transaction.put("notes", "c", "title:4", revision: 1)
            return []
        }
        try desk.put("notes", "z", "title:5", revision: 1, deleted: true)
        return desk
    }

    @Test(arguments: Engine.all) func changesComeInCommitOrder(engine: Engine) throws {
        let desk = try desk(engine)
        let (all, _) = try desk.changes()
        #expect(all.map(\.body) == ["title:1", "title:2", "title:3", "title:4", "title:5"])
        #expect(all.map(\.moment.sequence) == [1, 2, 2, 2, 3])
        #expect(all.last?.isDeleted == true)
        #expect(try desk.changes(after: 1).0.map(\.body) == ["title:2", "title:3", "title:4", "title:5"])
        #expect(try desk.changes(after: 2).0.map(\.body) == ["title:5"])
        #expect(try desk.changes(after: 3).0.isEmpty)
    }

    @Test(arguments: Engine.all) func changesResumeInsideATransaction(engine: Engine) throws {
        let desk = try desk(engine)
        for page in 1...6 {
            var bodies: [String] = []
            var query = Query(kind: "notes", limit: page)
            while true {
                let (versions, cursor) = try desk.changes(query)
                guard !versions.isEmpty else { break }
                bodies += versions.map(\.body)
                query.cursor = cursor
            }
            #expect(bodies == ["title:1", "title:2", "title:3", "title:4", "title:5"], "pages of \(page)")
        }
    }

    @Test(arguments: Engine.all) func aCursorAtTheEndSeesWhatFollows(engine: Engine) throws {
        let desk = try desk(engine)
        let (_, cursor) = try desk.changes()
        let query = Query(kind: "notes", limit: 10, cursor: cursor)
        #expect(try desk.changes(query).0.isEmpty)
        try desk.put("notes", "new", "title:6")
        #expect(try desk.changes(query).0.map(\.body) == ["title:6"])
    }

    @Test(arguments: Engine.all) func anEarlierViewEndsEarlier(engine: Engine) throws {
        let desk = try desk(engine)
        let bodies = try desk.read(at: .sequence(2)) { (view) throws(Status) in
            try Version.collect { (visit) throws(Status) in
                try view.changes(Query(kind: "notes", limit: 10), after: 0, visit)
            }.0.map(\.body)
        }
        #expect(bodies == ["title:1", "title:2", "title:3", "title:4"])
    }

    @Test(arguments: Engine.all) func aTransactionThatHasNotComeIsOutOfRange(engine: Engine) throws {
        let desk = try desk(engine)
        let error = #expect(throws: Status.self) { try desk.changes(after: 4) }
        #expect(error?.code == .outOfRange)
        #expect(error?.message.contains("4") == true)
    }

    @Test(arguments: Engine.all) func historyIsNewestFirst(engine: Engine) throws {
        let desk = try Desk(engine)
        for revision in UInt64(0)..<5 { try desk.put("notes", "a", "title:\(revision + 1)", revision: revision) }
        func history(before: UInt64?, limit: Int, at moment: MomentRequest = .now) throws -> [UInt64] {
            try desk.read(at: moment) { (view) throws(Status) in
                try Version.collect { (visit) throws(Status) in
                    let status = [UInt8]("a".utf8).withUnsafeBytes { id -> Status? in
                        do throws(Status) {
                            try view.history(kind: "notes", id: id, before: before, limit: limit, visit)
                        } catch { return error }
                        return nil
                    }
                    if let status { throw status }
                }.0.map(\.revision)
            }
        }
        #expect(try history(before: nil, limit: 10) == [5, 4, 3, 2, 1])
        #expect(try history(before: nil, limit: 2) == [5, 4])
        #expect(try history(before: 4, limit: 2) == [3, 2])
        #expect(try history(before: 1, limit: 2) == [])
        #expect(try history(before: nil, limit: 10, at: .sequence(2)) == [2, 1])
        #expect(try history(before: nil, limit: 0) == [])
    }

    @Test(arguments: Engine.all) func observersHearEveryHeadInOrder(engine: Engine) throws {
        let desk = try Desk(engine)
        let heard = Collected<Moment>()
        desk.store.observe { head, _ in heard.add(head) }
        for id in 0..<20 { try desk.put("notes", "n\(id)") }
        #expect(desk.refusal { try $0.put("notes", "", "") } == .invalidArgument)
        let sequences = heard.all.map(\.sequence)
        #expect(sequences == Array(1...20))
        #expect(heard.all.last == desk.store.head)
    }
}
