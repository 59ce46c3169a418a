import DossierCore
import DossierStore
import TestSupport
import Testing

@Suite struct FilteredFindTests {
    /// What each note holds now, as the tests know it.
    typealias Notes = [String: NoteModel]

    /// Random notes, then random queries, now and as of earlier moments, page by page while others write: what the store
    /// finds is what a plain look at every note gives.
    @Test(arguments: Engine.all) func findsWhatAPlainLookFinds(engine: Engine) throws {
        var random = SeededGenerator()
        let desk = try Desk(engine)
        for topic in NoteModel.topics { try desk.put("topics", topic) }
        var notes: Notes = [:]
        var history: [(sequence: UInt64, notes: Notes)] = []
        for _ in 0..<400 {
            try NoteModel.change(&notes, desk, &random)
            history.append((desk.store.head.sequence, notes))
        }
        for _ in 0..<300 {
            let moment = random.next() % 2 == 0 ? history.last! : history.randomElement(using: &random)!
            let condition = NoteCondition.random(depth: 3, &random)
            let order = NoteOrder.random(&random)
            var query = Query(kind: "notes", limit: Int.random(in: 1...40, using: &random))
            query.filter = condition.text
            query.order = order.text
            query.showDeleted = Bool.random(using: &random)
            let expected = order.sorted(
                moment.notes.filter { note in
                    (query.showDeleted || !note.value.isDeleted) && condition.holds(note.key, note.value)
                }
            )
            var found: [String] = []
            var counts: Set<UInt64> = []
            while true {
                let (page, cursor) = try desk.find(query, at: .sequence(moment.sequence))
                var whole = query
                whole.cursor = []
                counts.insert(
                    try desk.read(at: .sequence(moment.sequence)) { (view) throws(Status) in try view.count(whole) }
                )
                found += page.map(\.id)
                guard page.count == query.limit else { break }
                query.cursor = cursor
                if random.next() % 4 == 0 { try NoteModel.change(&notes, desk, &random) }
            }
            #expect(
                found == expected,
                "seed \(random.seed): \(query.filter) order \(query.order) at \(moment.sequence)"
            )
            #expect(counts == [UInt64(expected.count)], "seed \(random.seed): \(query.filter)")
            guard found == expected else { return }
        }
    }

    @Test(arguments: Engine.all) func searchesByWordsBestFirst(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "summary", "text:The attack on the ministry of Albania was long and had many words in it")
        try desk.put("notes", "title", "heading:Attack on Albania")
        try desk.put("notes", "other", "heading:Attack on Kosovo")
        try desk.put("notes", "both", "heading:Attack on Albania\ntext:Albania says so")
        #expect(try desk.found("attack albania") == ["both", "title", "summary"])
        #expect(try desk.found("ALBAN* attack", page: 1) == ["both", "title", "summary"])
        #expect(try desk.found("albania", order: "name desc") == ["title", "summary", "both"])
        #expect(try desk.found("attack", filter: "NOT albania") == ["other"])
        #expect(try desk.found("", filter: "kosovo OR ministry") == ["other", "summary"])
        #expect(try desk.found("attack tirana") == [])
        // Words that are none ask for nothing.
        let blank = Query(kind: "notes", limit: 10, filter: #""""#)
        #expect(try desk.find(blank).0.count == 4)
        #expect(try desk.read { (view) throws(Status) in try view.count(blank) } == 4)
    }

    @Test(arguments: Engine.all) func aCursorBelongsToItsQuery(engine: Engine) throws {
        let desk = try Desk(engine)
        for id in ["a", "b", "c"] { try desk.put("notes", id, "size:1\ntitle:t\nheading:word") }
        var query = Query(kind: "notes", limit: 1, filter: "size = 1", text: "word", order: "title")
        query.cursor = try desk.find(query).cursor
        #expect(try desk.find(query).0.map(\.id) == ["b"])
        for change in [\Query.filter, \.text, \.order] {
            var other = query
            other[keyPath: change] = change == \.order ? "size" : change == \.text ? "wor*" : "size = 2"
            #expect(throws: Status.self) { _ = try desk.find(other) }
        }
    }

    @Test(arguments: Engine.all) func findsInsideAWriteWhatItHasWritten(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "old", "size:7\nheading:word")
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "new", "size:7\nheading:word")
            try transaction.put("notes", "old", "size:8", revision: 1)
            for query in [
                Query(kind: "notes", limit: 9, filter: "size = 7"), Query(kind: "notes", limit: 9, text: "word"),
            ] {
                let ids = try Version.collect { (visit) throws(Status) in try transaction.find(query, visit) }.0.map(
                    \.id
                )
                guard ids == ["new"] else { throw Status(.internal, "found \(ids)") }
            }
            return []
        }
    }

    /// What an index points to is read, however large the store is.
    @Test func aRareTermIsFoundWithoutGoingThroughTheStore() throws {
        let desk = try Desk(.sqlite)
        for batch in 0..<20 {
            try desk.write { (transaction) throws(Status) in
                for number in (batch * 500)..<(batch * 500 + 500) {
                    let rare = number % 2_500 == 7 ? "\ntitle:rare\nheading:needle" : "\ntitle:common\nheading:hay"
                    try transaction.put("notes", "n\(number)", "size:\(number)\(rare)")
                }
                return []
            }
        }
        let all = ["n2507", "n5007", "n7", "n7507"]
        let queries = [
            Query(kind: "notes", limit: 10, filter: "title = rare"),
            Query(kind: "notes", limit: 10, filter: "title != common AND title:rar* AND size >= 0"),
            Query(kind: "notes", limit: 10, filter: "size = 7 OR size = 2507 OR size = 5007 OR size = 7507"),
            Query(kind: "notes", limit: 10, text: "needle", order: "name"),
        ]
        var found: [String] = []
        let whole = try desk.nanoseconds { found = try desk.found("", filter: "NOT title = common") }
        #expect(found == all)
        for query in queries {
            var ids: [String] = []
            let time = try desk.nanoseconds { ids = try desk.find(query).0.map(\.id) }
            #expect(ids == all, "\(query.filter)")
            #expect(time * 20 < whole, "\(query.filter): \(time) ns, and \(whole) ns for the whole store")
        }
        // Many match, but the page fills early.
        var common = 0
        var greatest: String?
        let page = try desk.nanoseconds {
            common = try desk.find(Query(kind: "notes", limit: 10, filter: "title = common")).0.count
            greatest = try desk.find(Query(kind: "notes", limit: 10, order: "size desc")).0.first?.id
        }
        #expect(common == 10 && greatest == "n9999")
        #expect(page * 4 < whole)
    }
}

extension Desk {
    /// All ids that a search finds, page by page.
    fileprivate func found(_ text: String, filter: String = "", order: String = "", page: Int = 100) throws -> [String]
    {
        var query = Query(kind: "notes", limit: page, filter: filter, text: text, order: order)
        var ids: [String] = []
        while true {
            let (versions, cursor) = try find(query)
            ids += versions.map(\.id)
            guard versions.count == page else { return ids }
            query.cursor = cursor
        }
    }

    /// The least of some tries.
    fileprivate func nanoseconds(_ body: () throws -> Void) throws -> Int64 {
        var least = Int64.max
        for _ in 0..<3 {
            let start = MonotonicClock.now()
            try body()
            least = min(least, MonotonicClock.now() - start)
        }
        return least
    }
}
