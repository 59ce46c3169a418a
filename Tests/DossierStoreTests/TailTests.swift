import DossierCore
import Testing

@testable import DossierStore

@Suite struct TailTests {
    private func page(_ desk: Desk, _ query: Query, after: UInt64 = 0) throws -> ([Version], end: [UInt8]) {
        var versions: [Version] = []
        let end = try desk.read { (view) throws(Status) in
            try view.changes(query, after: after) { record, _ in
                versions.append(Version(record))
                return true
            }
        }
        return (versions, end)
    }

    @Test func thousandWatchersAtTheTailCostTheEngineNothing() throws {
        let desk = try Desk.sqlite()
        for id in 0..<10 { try desk.put("notes", "n\(id)", "title:\(id)") }
        let statements = try StatementCounter(desk.sqlite)
        for watcher in 0..<1_000 {
            let start = UInt64(watcher % 11)
            var query = Query(kind: "notes", limit: 3)
            var ids: [String] = []
            while true {
                let (versions, end) = try page(desk, query, after: start)
                ids += versions.map(\.id)
                if end.isEmpty { break }
                query.cursor = end
            }
            #expect(ids == (Int(start)..<10).map { "n\($0)" })
        }
        #expect(statements.count == 0)
        _ = try desk.get("notes", "n1")
        #expect(statements.count > 0)
    }

    @Test func theTailShowsWhatTheEngineShows() throws {
        let folder = Folder()
        let desk = try Desk.sqlite(folder: folder)
        try desk.put("notes", "a", "title:1")
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "a", "title:2", revision: 1)
            try transaction.put("topics", "t", "")
            try transaction.put("notes", "b", "title:3")
            try transaction.put("notes", "a", "title:4", revision: 2, deleted: true)
            return []
        }
        try desk.put("notes", "a", "title:5", revision: 3)
        let statements = try StatementCounter(desk.sqlite)
        let inMemory = try page(desk, Query(kind: "notes", limit: 10)).0
        #expect(statements.count == 0)
        #expect(inMemory.map(\.before) == [.none, .live, .none, .live, .tombstone])
        desk.store.close()
        let reopened = try Desk.sqlite(folder: folder)
        #expect(try page(reopened, Query(kind: "notes", limit: 10)).0 == inMemory)
    }

    @Test func oneViewShowsOneMoment() throws {
        let desk = try Desk.sqlite()
        try desk.put("notes", "a", "title:1")
        let query = Query(kind: "notes", limit: 10)
        let seen = try desk.read { (view) throws(Status) in
            var bodies: [String] = []
            func look() throws(Status) {
                try view.changes(query, after: 0) { record, _ in
                    bodies.append(Version(record).body)
                    return true
                }
                bodies.append(try view.version("notes", "a")?.body ?? "")
            }
            try view.changes(query, after: 0) { _, _ in false }
            do {
                try desk.put("notes", "a", "title:2", revision: 1)
            } catch { throw error as? Status ?? Status(.unknown, "\(error)") }
            try look()
            #expect(try view.moment.sequence == 1)
            return bodies
        }
        #expect(seen == ["title:1", "title:1"])
        #expect(try desk.get("notes", "a")?.body == "title:2")
    }

    @Test func whatIsLetGoIsReadFromTheEngine() throws {
        let desk = try Desk.sqlite()
        let count = Limits.tailEntries + 300
        for first in stride(from: 0, to: count, by: 500) {
            try desk.write { (transaction) throws(Status) in
                for id in first..<min(first + 500, count) { try transaction.put("notes", "n\(id)", "") }
                return []
            }
        }
        let statements = try StatementCounter(desk.sqlite)
        var query = Query(kind: "notes", limit: 100)
        var ids: [String] = []
        var readsOfTheEngine = 0
        while true {
            let before = statements.count
            let (versions, end) = try page(desk, query)
            ids += versions.map(\.id)
            if statements.count > before { readsOfTheEngine += 1 }
            if end.isEmpty { break }
            query.cursor = end
        }
        #expect(ids == (0..<count).map { "n\($0)" })
        #expect(readsOfTheEngine == 3)
    }

    @Test func theTailIsBoundedInBytes() {
        var feed = KindFeed(after: FeedPosition(after: 0))
        let large = 1 << 20
        for sequence in UInt64(1)...100 {
            feed.append(change(sequence, bytes: large))
            let kept = feed.changes(after: feed.start, upTo: sequence, atMost: 1_000)
            #expect(kept.last?.position.sequence == sequence)
            #expect(kept.count * large <= Limits.tailBytes)
            #expect(feed.start.sequence + UInt64(kept.count) == sequence)
        }
    }

    @Test func aChangeLargerThanTheTailIsNotKept() {
        var feed = KindFeed(after: FeedPosition(after: 0))
        feed.append(change(1, bytes: Limits.tailBytes + 1))
        #expect(feed.start == change(1, bytes: 0).position)
        feed.append(change(2, bytes: 1))
        #expect(feed.changes(after: feed.start, upTo: 2, atMost: 10).count == 1)
    }

    private func change(_ sequence: UInt64, bytes: Int) -> Change {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        let record = [UInt8](repeating: 1, count: bytes).withUnsafeBytes { body in
            CachedRecord(
                copying: RecordView(
                    kind: none,
                    id: none,
                    body: body,
                    author: none,
                    tlp: 3,
                    deletion: .live,
                    revision: 1,
                    moment: Moment(sequence: sequence, time: 0)
                ),
                mark: 3
            )
        }
        return Change(kind: 1, record: record, version: 7, before: .none, index: nil, indexBefore: nil)
    }

    @Test func aLostGroupNeverReachesTheTail() throws {
        let desk = try Desk.sqlite()
        let ends = try desk.group(
            (0..<8).map { id in
                { transaction in
                    try transaction.put("notes", "n\(id)", "")
                    if id % 2 == 1 { desk.interruptNextStatement(transaction) }
                    try transaction.put("notes", "m\(id)", "")
                }
            }
        )
        #expect(ends.map { (try? $0.get()) != nil } == (0..<8).map { $0 % 2 == 0 })
        let statements = try StatementCounter(desk.sqlite)
        let (versions, end) = try page(desk, Query(kind: "notes", limit: 100))
        #expect(versions.map(\.id) == [0, 2, 4, 6].flatMap { ["n\($0)", "m\($0)"] })
        #expect(versions.map(\.moment.sequence) == [1, 1, 2, 2, 3, 3, 4, 4])
        #expect(end.isEmpty)
        #expect(statements.count == 0)
    }
}
