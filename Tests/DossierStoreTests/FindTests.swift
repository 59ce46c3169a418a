import DossierCore
import DossierStore
import Testing

@Suite struct FindTests {
    @Test(arguments: Engine.all) func recordsComeInTheOrderOfTheirIds(engine: Engine) throws {
        let desk = try Desk(engine)
        for id in ["b", "a10", "a9", "ä", "B", "a"] { try desk.put("notes", id) }
        try desk.put("topics", "t")
        let sorted = ["B", "a", "a10", "a9", "b", "ä"]
        for page in 1...7 { #expect(try desk.ids(page: page) == sorted) }
        #expect(try desk.find(Query(kind: "notes", limit: 0)).0.isEmpty)
    }

    @Test(arguments: Engine.all) func pagesStayAtTheMomentOfTheFirst(engine: Engine) throws {
        let desk = try Desk(engine)
        for id in ["a", "c", "e", "g"] { try desk.put("notes", id, "title:old") }
        var query = Query(kind: "notes", limit: 2)
        let (first, cursor) = try desk.find(query)
        try desk.put("notes", "d", "title:new")
        try desk.put("notes", "e", "title:new", revision: 1)
        try desk.put("notes", "g", "title:new", revision: 1, deleted: true)
        query.cursor = cursor
        let (second, _) = try desk.find(query)
        #expect(first.map(\.id) == ["a", "c"])
        #expect(second.map(\.id) == ["e", "g"])
        #expect(second.map(\.body) == ["title:old", "title:old"])
        #expect(try desk.read { (view) throws(Status) in try view.count(query) } == 2)
        #expect(try desk.ids() == ["a", "c", "d", "e"])
    }

    @Test(arguments: Engine.all) func theDeletedAreShownOnRequest(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "a")
        try desk.put("notes", "b")
        let before = try desk.put("notes", "a", revision: 1, deleted: true).moment.sequence - 1
        #expect(try desk.ids() == ["b"])
        #expect(try desk.ids(showDeleted: true) == ["a", "b"])
        #expect(try desk.ids(at: .sequence(before)) == ["a", "b"])
        let counts = try desk.read { (view) throws(Status) in
            [
                try view.count(Query(kind: "notes", limit: 0)),
                try view.count(Query(kind: "notes", limit: 0, showDeleted: true)),
                try view.count(Query(kind: "topics", limit: 0)),
            ]
        }
        #expect(counts == [1, 2, 0])
    }

    @Test(arguments: Engine.all) func aNameThatIsOnlyReferredToIsNoRecord(engine: Engine) throws {
        let desk = try Desk(engine)
        #expect(desk.refusal { try $0.put("notes", "a", "about:topics/none") } == .failedPrecondition)
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "a", "about:topics/later")
            try transaction.put("topics", "later", "")
            return []
        }
        #expect(try desk.ids("topics") == ["later"])
        #expect(try desk.ids("topics", showDeleted: true) == ["later"])
    }

    @Test(arguments: Engine.all) func anotherQuerysCursorIsRefused(engine: Engine) throws {
        let desk = try Desk(engine)
        for id in ["a", "b"] {
            try desk.put("notes", id)
            try desk.put("topics", id)
        }
        let (_, cursor) = try desk.find(Query(kind: "notes", limit: 1))
        let (_, change) = try desk.changes(Query(kind: "notes", limit: 1))
        let other = try Desk(engine)
        for id in ["a", "b"] { try other.put("notes", id) }
        let refused = [
            desk.refusalOfFind(Query(kind: "topics", limit: 1, cursor: cursor)),
            desk.refusalOfFind(Query(kind: "notes", limit: 1, cursor: cursor, showDeleted: true)),
            desk.refusalOfFind(Query(kind: "notes", limit: 1, cursor: change)),
            other.refusalOfFind(Query(kind: "notes", limit: 1, cursor: cursor)),
            desk.refusalOfFind(Query(kind: "notes", limit: 1, cursor: cursor + [0])),
            desk.refusalOfFind(Query(kind: "notes", limit: 1, cursor: [UInt8](cursor.dropLast()))),
            desk.refusalOfFind(Query(kind: "notes", limit: 1, cursor: [1])),
            desk.refusalOfFind(Query(kind: "notes", limit: 1, cursor: [UInt8](repeating: 0, count: 10_000))),
        ]
        #expect(refused == [StatusCode?](repeating: .invalidArgument, count: 8))
        #expect(desk.refusalOfFind(Query(kind: "notes", limit: 1, cursor: cursor)) == nil)
    }

    @Test(arguments: Engine.all) func everyBitOfACursorCounts(engine: Engine) throws {
        let desk = try Desk(engine)
        for id in ["a", "b"] { try desk.put("notes", id) }
        let (_, cursor) = try desk.find(Query(kind: "notes", limit: 1))
        for bit in 0..<cursor.count * 8 {
            var forged = cursor
            forged[bit / 8] ^= 1 << (bit % 8)
            #expect(desk.refusalOfFind(Query(kind: "notes", limit: 1, cursor: forged)) == .invalidArgument)
        }
    }

    @Test(arguments: Engine.all) func aCursorSurvivesARestart(engine: Engine) throws {
        let folder = Folder()
        var desk = try Desk(engine, folder: folder)
        for id in ["a", "b"] { try desk.put("notes", id) }
        let (_, cursor) = try desk.find(Query(kind: "notes", limit: 1))
        desk.store.close()
        desk = try Desk(engine, folder: folder)
        #expect(try desk.find(Query(kind: "notes", limit: 1, cursor: cursor)).0.map(\.id) == ["b"])
    }

    @Test(arguments: Engine.all) func aMomentThatHasNotComeIsOutOfRange(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "a")
        for sequence in [2, UInt64.max] {
            let error = #expect(throws: Status.self) { try desk.ids(at: .sequence(sequence)) }
            #expect(error?.code == .outOfRange)
        }
        #expect(try desk.ids(at: .time(.max)) == ["a"])
        #expect(try desk.ids(at: .time(.min)) == [])
    }
}
