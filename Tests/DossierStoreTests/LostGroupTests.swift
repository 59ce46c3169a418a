import DossierCore
import TestSupport
import Testing

@testable import DossierStore

/// Wherever the engine loses a group of writes, the group is run again, and nobody can tell from how it ends.
@Suite struct LostGroupTests {
    @Test func isRunAgainAsIfNothingHadBeen() throws {
        var random = SeededGenerator()
        let desk = try Desk.sqlite()
        let heads = Collected<Moment>()
        desk.store.observe { head, _ in heads.add(head) }
        // It has a write that must be taken back: so it is run twice, and the groups after it with savepoints at once, for
        // some time.
        try check(LostGroup("r0") { _ in }, desk, "first")
        // Nobody takes that many steps: it tells how many there are.
        let undisturbed = Interruption(after: .max)
        try check(LostGroup("r1") { undisturbed.arm($0) }, desk, "undisturbed")
        let steps = Int.max - undisturbed.countdown
        #expect(steps > 500)
        for round in 2...81 {
            // The last ones come when the engine has committed.
            let last = round <= 4 ? steps - 4 + round : Int.random(in: 1...steps, using: &random)
            let interruption = Interruption(after: last)
            let place = "lost after \(interruption.countdown) of \(steps) steps, seed \(random.seed)"
            try check(LostGroup("r\(round)") { interruption.arm($0) }, desk, "\(place)")
            #expect(interruption.hasCome, "\(place)")
        }
        try checkFeed(desk, rounds: 82)
        #expect(heads.all.map(\.sequence) == heads.all.map(\.sequence).sorted())
        #expect(heads.all.last == desk.store.head)
    }

    /// It begins again when a write must be taken back, and may be lost there, too.
    @Test func isLostWhereItBeginsAgain() throws {
        let undisturbed = Interruption(after: .max)
        let begun = Collected<Int>()
        let group = LostGroup("r0") { transaction in
            undisturbed.arm(transaction)
            begun.add(.max - undisturbed.countdown)
        }
        try check(group, try Desk.sqlite(), "undisturbed")
        let again = try #require(begun.all.dropFirst().first)
        for steps in (again - 100)...again {
            let desk = try Desk.sqlite()
            let interruption = Interruption(after: steps)
            try check(LostGroup("r1") { interruption.arm($0) }, desk, "after \(steps), and it begins after \(again)")
            #expect(interruption.hasCome)
            try desk.put("notes", "after")
            try desk.sqlite.verify()
        }
    }

    /// Each group must end as its writes say, whatever was done to it.
    private func check(_ group: LostGroup, _ desk: Desk, _ comment: Comment) throws {
        var next = desk.store.head.sequence
        let (ends, order) = try group.run(on: desk)
        #expect(order == Array(group.steps.indices), comment)
        for (index, (step, end)) in zip(group.steps, ends).enumerated() {
            let found: LostGroup.End
            switch end {
            case .failure(let status): found = .refused(status.code)
            case .success(let outcome) where outcome.moment.sequence == 0: found = .nothingWritten
            case .success(let outcome) where outcome.moment.sequence <= next:
                let first = try ends.firstIndex { try $0.get().moment == outcome.moment }
                found = .repeats(first ?? -1)
                #expect(try first.map { try ends[$0].get().reply } == outcome.reply, comment)
            case .success(let outcome):
                found = .written
                next += 1
                #expect(outcome.moment.sequence == next, comment)
                #expect(outcome.reply == [UInt8]("\(next)".utf8), comment)
            }
            #expect(found == step.end, "write \(index): \(end), \(comment)")
        }
        #expect(desk.store.head.sequence == next, comment)
        #expect(desk.store.cache.applied == next, comment)
    }

    /// Every transaction once, in order; the cache as the store; the chain whole.
    private func checkFeed(_ desk: Desk, rounds: Int) throws {
        let notes = try desk.changes(Query(kind: "notes", limit: .max)).0
        let ids = (0..<rounds).flatMap { ["r\($0)-a", "r\($0)-a", "r\($0)-f"] }
        #expect(notes.map(\.id) == ids)
        #expect(notes.map { Int($0.moment.sequence) } == Array(1...3 * rounds))
        #expect(notes.map { Int($0.revision) } == (0..<rounds).flatMap { _ in [1, 2, 1] })
        for id in try desk.ids() {
            let cached = [UInt8]("notes".utf8).withUnsafeBytes { kind in
                [UInt8](id.utf8).withUnsafeBytes { desk.store.cache.lookup(kind: kind, id: $0) }
            }
            let stored = try desk.read { (view) throws(Status) in try view.version("notes", id) }
            #expect(cached?.withView(Version.init) == stored)
        }
        try desk.sqlite.verify()
    }
}
