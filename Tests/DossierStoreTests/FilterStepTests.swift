import DossierCore
import Testing

@testable import DossierStore

/// A query that an index can answer costs the same in a store of any size.
@Suite struct FilterStepTests {
    /// One record is like no other; half of the others are like each other.
    private func desk(_ count: Int) throws -> Desk {
        let desk = try Desk.sqlite()
        for topic in ["rare", "common"] { try desk.put("topics", topic) }
        try desk.write { (transaction) throws(Status) in
            for number in 0..<count {
                let common = number % 2 == 0 ? "\nabout:topics/common" : ""
                try transaction.put("notes", "n\(number)", "title:common\(common)\nsize:\(number)\nheading:hay")
            }
            try transaction.put("notes", "rare", "title:rare\nabout:topics/rare\nsize:-1\nheading:needle")
            return []
        }
        return desk
    }

    private static let finding = [
        "title = rare", "title:rare", #"title = "rar*""#, "title > common", "size = -1", "size < 0", "size <= -1",
        "about = topics/rare", "about:topics/rare", "name = notes/rare",
        #"name = "notes/ra*""#,
        "needle", "need*", "title = rare OR size < 0", "title = rare AND size >= -1", "title = rare AND NOT size = 7",
        "title = rare size < 0 OR size = -1", "(size < 0 OR about:topics/rare) AND title != common",
        "NOT title = common AND about:topics/rare", "-title = common needle",
    ].map { Query(kind: "notes", limit: 10, filter: $0) }

    private static let ordering = ["size", "size asc, name", "title desc", "size, title desc"]
        .map { Query(kind: "notes", limit: 1, order: $0) }

    private static let searching = [
        Query(kind: "notes", limit: 10, text: "needle"), Query(kind: "notes", limit: 10, text: "needl* needle"),
        Query(kind: "notes", limit: 10, filter: "title:*", text: "needle", order: "size desc"),
    ]

    @Test func growWithWhatIsFoundNotWithTheStore() throws {
        // Of what most records have, so many are looked up and no more.
        let desks = try [1.5, 4].map { Int($0 * Double(Limits.filterCandidates)) }.map(desk)
        let counters = try desks.map { try StatementCounter($0.sqlite) }
        for query in Self.finding + Self.ordering + Self.searching {
            let name: Comment = "\(query.filter) \(query.text) \(query.order)"
            var steps: [Int] = []
            for (desk, counter) in zip(desks, counters) {
                let before = counter.steps
                #expect(try desk.find(query).0.map(\.id) == ["rare"], name)
                steps.append(counter.steps - before)
            }
            #expect(steps[1] < steps[0] + 300, "\(name): \(steps)")
        }
    }

    /// More records match than are looked up at once, and nearly all of them come last.
    @Test func growWithWhatIsFoundWhereItComesLate() throws {
        let late = (0..<5).map { "a\($0)" } + (0..<(Limits.filterCandidates + 100)).map { "z\(10_000 + $0)" }
        let desks = try [2_500, 6_000].map { count in
            let desk = try Desk.sqlite()
            try desk.write { (transaction) throws(Status) in
                for number in 0..<count { try transaction.put("notes", "n\(number)", "title:early\nsize:\(number)") }
                for (place, id) in late.enumerated() {
                    try transaction.put("notes", id, "title:late\nsize:\(1_000_000 + place)\nheading:late")
                }
                return []
            }
            return desk
        }
        let counters = try desks.map { try StatementCounter($0.sqlite) }
        for (filter, order) in [
            ("title = late", ""), ("title = late", "size"), ("late", "name"), ("size >= 1000000", "size, title"),
        ] {
            let name: Comment = "\(filter) \(order)"
            var steps: [(found: Int, counted: Int)] = []
            for (desk, counter) in zip(desks, counters) {
                var query = Query(kind: "notes", limit: 10, filter: filter, order: order)
                let start = counter.steps
                #expect(try desk.find(query).0.map(\.id) == Array(late.prefix(10)), name)
                let found = counter.steps
                let count = try desk.read { (view) throws(Status) in try view.count(query) }
                #expect(count == UInt64(late.count), name)
                steps.append((found - start, counter.steps - found))
                query.limit = 700
                #expect(try desk.pages(query) == late, name)
            }
            #expect(steps[1].found < steps[0].found + 300, "\(name): \(steps)")
            #expect(steps[1].counted < steps[0].counted + 300, "\(name): \(steps)")
        }
    }

    /// A page of those without a value of the order's field begins where the last one ended.
    @Test func growWithThePageWhereTheOrderHasNoValues() throws {
        let desk = try desk(1_000)
        try desk.write { (transaction) throws(Status) in
            for number in 0..<1_000 { try transaction.put("notes", "z\(10_000 + number)", "title:none") }
            return []
        }
        let counter = try StatementCounter(desk.sqlite)
        var query = Query(kind: "notes", limit: 501, order: "size")
        var ids: [String] = []
        var steps = 0
        for page in 0..<5 {
            let before = counter.steps
            let found = try desk.find(query)
            query.cursor = found.cursor
            ids += found.0.map(\.id)
            if page == 3 { steps = counter.steps - before }
        }
        #expect(Array(ids.prefix(1_001)) == ["rare"] + (0..<1_000).map { "n\($0)" })
        #expect(Array(ids.dropFirst(1_001)) == (0..<1_000).map { "z\(10_000 + $0)" })
        #expect(steps < 50 * query.limit, "\(steps)")
    }

    /// Equals go by name anyway.
    @Test func aNameBehindOtherFieldsIsNoFurtherSort() throws {
        #expect(try Order("title, name", of: Desk.kinds[0]) == Order("title", of: Desk.kinds[0]))
        #expect(try Order("title, name desc", of: Desk.kinds[0]).keys.count == 2)
        #expect(try Order("name", of: Desk.kinds[0]).keys.count == 1)
    }

    /// The checks of filters can fail: these have to look at every record.
    @Test(arguments: ["NOT title = common", #"about = "topics/r*""#])
    func growWithTheStoreWhereNoIndexHelps(filter: String) throws {
        let desk = try desk(1_000)
        let counter = try StatementCounter(desk.sqlite)
        #expect(try desk.find(Query(kind: "notes", limit: 10, filter: filter)).0.map(\.id) == ["rare"])
        #expect(counter.steps > 10_000, "\(counter.steps)")
    }
}

extension Desk {
    /// All ids that a query finds, page by page.
    fileprivate func pages(_ query: Query) throws -> [String] {
        var query = query
        var ids: [String] = []
        while true {
            let (page, cursor) = try find(query)
            ids += page.map(\.id)
            guard page.count == query.limit else { return ids }
            query.cursor = cursor
        }
    }
}
