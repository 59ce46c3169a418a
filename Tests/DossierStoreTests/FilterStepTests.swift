import DossierCore
import DossierStore
import Testing

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

    /// The check above can fail: these have to look at every record.
    @Test(arguments: ["NOT title = common", #"about = "topics/r*""#])
    func growWithTheStoreWhereNoIndexHelps(filter: String) throws {
        let desk = try desk(1_000)
        let counter = try StatementCounter(desk.sqlite)
        #expect(try desk.find(Query(kind: "notes", limit: 10, filter: filter)).0.map(\.id) == ["rare"])
        #expect(counter.steps > 10_000, "\(counter.steps)")
    }
}
