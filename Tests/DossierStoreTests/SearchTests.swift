import DossierCore
import TestSupport
import Testing

@testable import DossierStore

@Suite struct SearchTests {
    private static let vocabulary = [
        "Iran", "Albania", "albanian", "Tirana's", "APT34", "UNC-1860", "CVE-2019-0604", "dénies", "Россия", "攻撃",
        "attack",
    ]
    private static let searches = [
        "iran", "ALBANIA denies", "alban*", "unc1860", "cve-2019-0604 attack", "2019 0604", "россия iran", "撃",
        "tirana apt*",
        "none", "iran none",
    ]

    private func ids(_ desk: Desk, _ search: String, at moment: MomentRequest = .now, page: Int = 1_000) throws
        -> [String]
    {
        var ids: [String] = []
        var query = Query(kind: "notes", limit: page, text: search)
        while true {
            let (versions, cursor) = try desk.find(query, at: moment)
            ids += versions.map(\.id)
            guard versions.count == page else { return ids }
            query.cursor = cursor
        }
    }

    /// What a search finds in bodies by id, evaluated by hand: best first, then by id.
    private func expected(_ bodies: [String: String], _ search: String) throws -> [String] {
        let words = try SearchWord.parse(search)
        var scores: [(id: String, score: Int)] = []
        for (id, body) in bodies {
            let texts = body.split(separator: "\n").map { line -> TermSink.Text in
                let isHeading = line.hasPrefix("heading:")
                let text = line.dropFirst(isHeading ? "heading:".count : "text:".count)
                return TermSink.Text(weight: isHeading ? 4 : 1, text: [UInt8](text.utf8))
            }
            let record = try RecordWords(texts)
            let found = words.compactMap { record.score(of: $0) }
            if found.count == words.count { scores.append((id, found.reduce(0, +))) }
        }
        return scores.sorted { ($1.score, $0.id) < ($0.score, $1.id) }.map(\.id)
    }

    @Test func searchesFindWhatOneWouldFindByHandAsOfAnyMoment() throws {
        var random = SeededGenerator()
        let seed = random.seed
        let desk = try Desk.sqlite()
        var bodies: [String: String] = [:]
        var revisions: [String: UInt64] = [:]
        var moments: [UInt64: [String: String]] = [:]
        for _ in 0..<80 {
            let id = "n\(Int.random(in: 0..<25, using: &random))"
            var text: [String] = []
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                text.append(Self.vocabulary[Int.random(in: 0..<Self.vocabulary.count, using: &random)])
            }
            let isHeading = Bool.random(using: &random)
            let body = "\(isHeading ? "heading" : "text"):\(text[0])\ntext:\(text.joined(separator: ", "))"
            let isDeleted = Int.random(in: 0..<6, using: &random) == 0
            let sequence = try desk.put("notes", id, body, revision: revisions[id, default: 0], deleted: isDeleted)
            revisions[id, default: 0] += 1
            bodies[id] = isDeleted ? nil : body
            moments[sequence.moment.sequence] = bodies
        }
        for search in Self.searches {
            #expect(try ids(desk, search) == expected(bodies, search), "\(search), seed \(seed)")
            for (moment, bodies) in moments where moment % 7 == 0 {
                let found = try ids(desk, search, at: .sequence(moment))
                #expect(try found == expected(bodies, search), "\(search) at \(moment), seed \(seed)")
            }
        }
        let count = try desk.read { (view) throws(Status) in
            try view.count(Query(kind: "notes", limit: 0, text: "iran"))
        }
        #expect(try Int(count) == expected(bodies, "iran").count, "seed \(seed)")
    }

    @Test func pagesStayInPlaceWhileOthersWrite() throws {
        let desk = try Desk.sqlite()
        for id in 0..<9 { try desk.put("notes", "n\(id)", "text:iran " + String(repeating: "x ", count: id)) }
        let all = try ids(desk, "iran")
        #expect(all.count == 9)
        var query = Query(kind: "notes", limit: 2, text: "iran")
        var seen: [String] = []
        for round in 0..<5 {
            let (versions, cursor) = try desk.find(query)
            seen += versions.map(\.id)
            query.cursor = cursor
            try desk.put("notes", "n\(8 - round)", "heading:iran iran", revision: 1)
            try desk.put("notes", "new\(round)", "heading:iran")
        }
        #expect(seen == all)
        query.text = "albania"
        #expect(desk.refusalOfFind(query) == .invalidArgument)
    }

    @Test func aSearchJoinsAFilterAndAnOrder() throws {
        let desk = try Desk.sqlite()
        for id in 0..<6 { try desk.put("notes", "n\(id)", "size:\(id)\ntext:\(id % 2 == 0 ? "iran" : "albania")") }
        var query = Query(kind: "notes", limit: 10, filter: "size >= 2", text: "Iran")
        #expect(try desk.find(query).0.map(\.id) == ["n2", "n4"])
        query.order = "size desc"
        #expect(try desk.find(query).0.map(\.id) == ["n4", "n2"])
        #expect(try desk.find(Query(kind: "notes", limit: 10, filter: "alb* size < 4")).0.map(\.id) == ["n1", "n3"])
        #expect(desk.refusalOfFind(Query(kind: "notes", limit: 10, text: "!")) == .invalidArgument)
    }

    @Test func aRareWordNeverReadsTheStore() throws {
        var steps: [Int] = []
        for count in [300, 3_000] {
            let desk = try Desk.sqlite()
            try desk.write { (transaction) throws(Status) in
                for id in 0..<count {
                    try transaction.put(
                        "notes",
                        "n\(id)",
                        id == count / 2 ? "text:common rare" : "text:common other\(id)"
                    )
                }
                return []
            }
            let counter = try StatementCounter(desk.sqlite)
            #expect(try ids(desk, "rare") == ["n\(count / 2)"])
            #expect(try ids(desk, "rar*") == ["n\(count / 2)"])
            steps.append(counter.steps)
        }
        #expect(steps[1] < steps[0] + 100, "\(steps)")
        #expect(steps[1] < 2_000, "\(steps)")
    }

    @Test func recordsOfBeforeAreIndexedWhenWordsChange() throws {
        let folder = Folder()
        var desk = try Desk.sqlite(folder: folder)
        try desk.put("notes", "a", "text:iran")
        try desk.put("notes", "a", "text:albania", revision: 1)
        // As a file that was written before there were words.
        try desk.execute(
            "UPDATE fields SET name = 'words 0' WHERE type = 100; DELETE FROM occurrences; DELETE FROM words"
        )
        desk.store.close()
        desk = try Desk.sqlite(folder: folder)
        #expect(try ids(desk, "albania") == ["a"])
        #expect(try ids(desk, "iran") == [])
        #expect(try ids(desk, "iran", at: .sequence(1)) == ["a"])
        try desk.sqlite.verify()
    }
}
