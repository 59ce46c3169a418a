import DossierCore
import DossierStore
import Foundation
import Synchronization
import Testing

/// Many threads that write, beside some that check what they read.
@Suite struct ConcurrencyTests {
    private static let writers = 64
    private static let rounds = 12

    /// Each transaction moves a unit between two accounts, so that every view must show the same sum.
    private func move(_ desk: Desk, writer: Int, round: Int) throws {
        let from = "account\(writer % 8)"
        let to = "account\((writer + 1 + round % 7) % 8)"
        try desk.write { (transaction) throws(Status) in
            for (id, change) in [(from, -1), (to, 1)] {
                guard let version = try transaction.version("notes", id) else { throw Status(.notFound, id) }
                let sum = amount(version) + change
                try transaction.put("notes", id, "size:\(sum)", revision: version.revision)
            }
            try transaction.put("topics", "move-\(writer)-\(round)", "")
            return []
        }
    }

    @Test(arguments: Engine.all) func everyViewIsConsistentAndNoChangeIsMissed(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.write { (transaction) throws(Status) in
            for account in 0..<8 { try transaction.put("notes", "account\(account)", "size:100") }
            return []
        }
        let failures = Collected<String>()
        let isDone = Atomic(false)
        let followed = Collected<UInt64>()
        let followers = threads(1, failures) { _ in try follow(desk, followed, until: isDone) }
        let readers = threads(3, failures) { _ in
            while !isDone.load(ordering: .acquiring) { try checkView(desk, failures) }
        }
        let writers = threads(Self.writers, failures) { writer in
            for round in 0..<Self.rounds { try move(desk, writer: writer, round: round) }
        }
        writers.wait()
        isDone.store(true, ordering: .releasing)
        readers.wait()
        followers.wait()
        #expect(failures.all == [])
        let last = UInt64(1 + Self.writers * Self.rounds)
        #expect(desk.store.head.sequence == last)
        #expect(followed.all == Array(2...last))
        #expect(try desk.ids("topics").count == Self.writers * Self.rounds)
    }

    /// The sum of a view, twice, and of a page read later at its moment.
    private func checkView(_ desk: Desk, _ failures: Collected<String>) throws {
        let query = Query(kind: "notes", limit: 100)
        let (moment, first, second) = try desk.read { (view) throws(Status) in
            let first = try Version.collect { (visit) throws(Status) in try view.find(query, visit) }.0
            let second = try Version.collect { (visit) throws(Status) in try view.find(query, visit) }.0
            return (try view.moment, first, second)
        }
        let later = try desk.find(query, at: .sequence(moment.sequence)).0
        let sum = first.map(amount).reduce(0, +)
        if sum != 800 || first != second || first != later { failures.add("a view of \(moment) shows \(sum)") }
        let latest = first.map(\.moment.sequence).max() ?? 0
        if latest > moment.sequence { failures.add("a view of \(moment) shows transaction \(latest)") }
    }

    /// Follows the feed of `topics` through its cursor, three versions at a time, as a watch does.
    private func follow(_ desk: Desk, _ followed: Collected<UInt64>, until isDone: borrowing Atomic<Bool>) throws {
        var query = Query(kind: "topics", limit: 3)
        while true {
            let wasDone = isDone.load(ordering: .acquiring)
            let (versions, cursor) = try desk.changes(query)
            for version in versions { followed.add(version.moment.sequence) }
            if !versions.isEmpty { query.cursor = cursor } else if wasDone { return }
        }
    }
}

private func amount(_ version: Version) -> Int { Int(version.body.dropFirst("size:".count)) ?? .min }
