import DossierCore
import DossierStore
import Synchronization
import TestSupport
import Testing

@Suite struct TallyTests {
    /// Random notes, changed, deleted and undeleted; then, as of random moments and under random filters, the values of
    /// each field are those that a plain look at every note counts.
    @Test(arguments: Engine.all) func countsWhatAPlainLookCounts(engine: Engine) throws {
        var random = SeededGenerator()
        let desk = try Desk(engine)
        for topic in NoteModel.topics { try desk.put("topics", topic) }
        var notes: [String: NoteModel] = [:]
        var history: [(sequence: UInt64, notes: [String: NoteModel])] = []
        for _ in 0..<400 {
            try NoteModel.change(&notes, desk, &random)
            history.append((desk.store.head.sequence, notes))
        }
        for round in 0..<300 {
            let moment = round == 0 ? history.last! : history.randomElement(using: &random)!
            var query = Query(kind: "notes", limit: 0, showDeleted: Bool.random(using: &random))
            var condition: NoteCondition?
            if random.next() % 3 > 0 { condition = .random(depth: 2, &random) }
            query.filter = condition?.text ?? ""
            let word = random.next() % 3 == 0 ? NoteModel.words.randomElement(using: &random) : nil
            query.text = word ?? ""
            let selected = moment.notes.filter { id, note in
                (query.showDeleted || !note.isDeleted) && condition?.holds(id, note) ?? true
                    && word.map(note.words.contains) ?? true
            }.values
            let expected: [[Count]] = [
                Count.all(of: selected.compactMap(\.title).map { [UInt8]($0.utf8) }),
                Count.all(of: selected.compactMap(\.size).map(sortable)),
                Count.all(of: selected.flatMap(\.about).map { [UInt8]("topics/\($0)".utf8) }),
            ]
            for (field, expected) in expected.enumerated() {
                let found = try desk.tally(query, field: field, at: .sequence(moment.sequence))
                #expect(
                    found == expected,
                    "seed \(random.seed): \(query.filter) \(query.text), field \(field) at \(moment.sequence)"
                )
            }
        }
    }

    @Test(arguments: Engine.all) func aValueCountsOnceForARecord(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("topics", "t")
        try desk.put("notes", "a", "about:topics/t\nabout:topics/t\nabout:notes/a")
        try desk.put("notes", "b", "about:topics/t")
        let counts = [Count("notes/a", 1), Count("topics/t", 2)]
        for filter in ["", "name:*"] {
            #expect(try desk.tally(Query(kind: "notes", limit: 0, filter: filter), field: 2) == counts)
        }
    }

    @Test(arguments: Engine.all) func limitOrderAndCursorDoNotMatter(engine: Engine) throws {
        let desk = try Desk(engine)
        for id in ["a", "b", "c"] { try desk.put("notes", id, "title:\(id)") }
        let cursor = try desk.find(Query(kind: "notes", limit: 1)).cursor
        let counts = ["a", "b", "c"].map { Count($0, 1) }
        for filter in ["", "name:*"] {
            let query = Query(kind: "notes", limit: 1, filter: filter, order: "nothing", cursor: cursor)
            #expect(try desk.tally(query, field: 0) == counts)
        }
    }

    @Test(arguments: Engine.all) func whatCannotBeAskedIsRefused(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "a", "title:t")
        for (query, field) in [
            (Query(kind: "notes", limit: 0), 3), (Query(kind: "notes", limit: 0), -1),
            (Query(kind: "notes", limit: 0, filter: "title ="), 0), (Query(kind: "notes", limit: 0, text: "!"), 0),
        ] {
            let refused = #expect(throws: Status.self) { try desk.tally(query, field: field) }
            #expect(refused?.code == .invalidArgument)
        }
        let kind = #expect(throws: Status.self) { try desk.tally(Query(kind: "recipes", limit: 0), field: 0) }
        #expect(kind?.code == .failedPrecondition)
    }

    @Test(arguments: Engine.all) func aVisitStopsItAndMayNotCallTheStore(engine: Engine) throws {
        let desk = try Desk(engine)
        for id in ["a", "b", "c"] { try desk.put("notes", id, "title:\(id)") }
        for filter in ["", "name:*"] {
            let query = Query(kind: "notes", limit: 0, filter: filter)
            var visits = 0
            var inside: Status?
            try desk.read { (view) throws(Status) in
                try view.tally(query, field: 0) { _, _ in
                    visits += 1
                    do throws(Status) { _ = try view.count(query) } catch { inside = error }
                    return visits < 2
                }
            }
            #expect(visits == 2)
            #expect(inside?.code == .internal)
        }
    }

    @Test(arguments: Engine.all) func aWriteSeesWhatItHasWritten(engine: Engine) throws {
        let desk = try Desk(engine)
        for id in ["kept", "changed", "deleted"] { try desk.put("notes", id, "title:old") }
        let found = Collected<[Count]>()
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "new", "title:new")
            try transaction.put("notes", "changed", "title:new", revision: 1)
            try transaction.put("notes", "deleted", "title:old", revision: 1, deleted: true)
            found.add(try transaction.tally(Query(kind: "notes", limit: 0), field: 0))
            found.add(try transaction.tally(Query(kind: "notes", limit: 0, filter: "name:*"), field: 0))
            return []
        }
        let counts = [Count("new", 2), Count("old", 1)]
        #expect(found.all == [counts, counts])
    }

    /// Exactly as many values as are counted, then one more.
    @Test(arguments: Engine.all) func moreValuesThanAreCountedAreRefused(engine: Engine) throws {
        let desk = try Desk(engine)
        let fields = [Field(name: "tags", type: .text, repeated: true)]
        try desk.store.declare([Desk.kind("notes", termsVersion: 2, fields: fields)]) { _, _ in }
        let each = Limits.termsPerRecord
        for start in stride(from: 0, to: Limits.tallyValues, by: each) {
            try desk.put("notes", "n\(start)", (start..<start + each).map { "tags:\($0)" }.joined(separator: "\n"))
        }
        let queries = ["", "name:*"].map { Query(kind: "notes", limit: 0, filter: $0) }
        for query in queries { #expect(try desk.tally(query, field: 0).count == Limits.tallyValues) }
        try desk.put("notes", "more", "tags:one more")
        for query in queries {
            let refused = #expect(throws: Status.self) { try desk.tally(query, field: 0) }
            #expect(refused?.code == .resourceExhausted)
            #expect(refused?.message.contains("narrow the filter") == true)
        }
        #expect(try desk.tally(Query(kind: "notes", limit: 0, filter: "name = notes/more"), field: 0).count == 1)
    }

    /// Without a filter no module is asked for a record's terms.
    @Test func allIsCountedByTheIndex() throws {
        let desk = try Desk.sqlite()
        let indexed = Atomic<Int>(0)
        let kind = Desk.kind("notes")
        let counted = Kind(name: "notes", fields: kind.fields, termsVersion: 2) { (record, sink) throws(Status) in
            indexed.add(1, ordering: .relaxed)
            try kind.index(record, &sink)
        }
        try desk.store.declare([counted]) { _, _ in }
        for number in 0..<20 { try desk.put("notes", "n\(number)", "title:\(number % 2)") }
        let before = indexed.load(ordering: .relaxed)
        let counter = try StatementCounter(desk.sqlite)
        #expect(try desk.tally(Query(kind: "notes", limit: 0), field: 0) == [Count("0", 10), Count("1", 10)])
        // A view begins, looks for its moment, counts and ends.
        #expect(counter.count == 4)
        #expect(indexed.load(ordering: .relaxed) == before)
    }

    private func sortable(_ number: Int64) -> [UInt8] {
        withUnsafeBytes(of: (UInt64(bitPattern: number) ^ 1 << 63).bigEndian) { [UInt8]($0) }
    }
}

/// A value and how many records have it.
private struct Count: Equatable {
    var value: [UInt8]
    var records: UInt64

    init(_ text: String, _ records: UInt64) {
        value = [UInt8](text.utf8)
        self.records = records
    }

    init(value: [UInt8], records: UInt64) {
        self.value = value
        self.records = records
    }

    /// In the order of the values' bytes.
    static func all(of values: [[UInt8]]) -> [Count] {
        Dictionary(grouping: values) { $0 }
            .map { Count(value: $0.key, records: UInt64($0.value.count)) }
            .sorted { $0.value.lexicographicallyPrecedes($1.value) }
    }
}

extension Desk {
    fileprivate func tally(_ query: Query, field: Int, at moment: MomentRequest = .now) throws -> [Count] {
        try read(at: moment) { (view) throws(Status) in try view.tally(query, field: field) }
    }
}

extension ReadTransaction {
    fileprivate func tally(_ query: Query, field: Int) throws(Status) -> [Count] {
        var counts: [Count] = []
        try tally(query, field: field) { value, count in
            counts.append(Count(value: [UInt8](value), records: count))
            return true
        }
        return counts
    }
}
