import DossierCore
import DossierStore
import Synchronization
import TestSupport
import Testing

@Suite struct ReferrerTests {
    /// Random notes, changed, deleted and undeleted; then, as of random moments, who names a topic is what a plain look at
    /// every note gives.
    @Test(arguments: Engine.all) func findsWhatAPlainLookFinds(engine: Engine) throws {
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
            let topic = NoteModel.topics.randomElement(using: &random)!
            let expected = moment.notes.filter { !$0.value.isDeleted && $0.value.about.contains(topic) }
            let found = try desk.referrers("topics", topic, at: .sequence(moment.sequence))
            #expect(
                found.map(\.id).sorted() == expected.keys.sorted(),
                "seed \(random.seed): topics/\(topic) at \(moment.sequence)"
            )
            for note in found {
                #expect(note.body == expected[note.id]?.body && note.revision == expected[note.id]?.revision)
                #expect(note.author == "ana" && note.moment.sequence <= moment.sequence && !note.isDeleted)
            }
        }
    }

    @Test(arguments: Engine.all) func aReferenceHoldsFromItsVersionUntilTheNextWithoutIt(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("topics", "t")
        try desk.put("notes", "a", "about:topics/t\nabout:notes/a")
        try desk.put("notes", "a", "about:notes/a", revision: 1)
        try desk.put("notes", "a", "about:topics/t", revision: 2)
        try desk.put("notes", "a", "about:topics/t", revision: 3, deleted: true)
        try desk.put("notes", "a", "about:topics/t\nabout:topics/t", revision: 4)
        let revisions = try (1...6).map { sequence in
            try desk.referrers("topics", "t", at: .sequence(sequence)).map(\.revision)
        }
        #expect(revisions == [[], [1], [], [3], [], [5]])
        #expect(try desk.referrers("notes", "a", at: .sequence(3)).map(\.revision) == [2])
        #expect(try desk.referrers("notes", "a").isEmpty)
    }

    @Test(arguments: Engine.all) func whatDoesNotExistIsNamedByNobody(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "a")
        for (kind, id) in [("notes", "b"), ("notes", ""), ("nobody", "a"), ("", "")] {
            #expect(try desk.referrers(kind, id).isEmpty)
        }
    }

    @Test(arguments: Engine.all) func onlyADeclaredFieldOfNamesCanBeAsked(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "a", "about:notes/a\ntitle:t")
        for (field, part) in [
            (0, "title"), (1, "size"), (3, "fields are 0 to 2"), (-1, "fields are"), (.max, "fields"),
        ] {
            let refused = #expect(throws: Status.self) { try desk.referrers("notes", "a", field: field) }
            #expect(refused?.code == .invalidArgument)
            #expect(refused?.message.contains(part) == true)
        }
        let refused = #expect(throws: Status.self) { try desk.referrers("notes", "a", of: "recipes") }
        #expect(refused?.code == .failedPrecondition)
        #expect(throws: Status.self) { try desk.referrers("notes", "a", at: .sequence(9)) }
    }

    @Test(arguments: Engine.all) func aVisitStopsThemAndMayNotCallTheStore(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("topics", "t")
        for id in ["a", "b", "c"] { try desk.put("notes", id, "about:topics/t") }
        var visits = 0
        var inside: Status?
        try desk.read { (view) throws(Status) in
            try view.referrers("topics", "t") { _, cursor in
                visits += cursor.isEmpty ? 1 : 100
                do throws(Status) { try view.referrers("topics", "t") { _, _ in true } } catch { inside = error }
                return visits < 2
            }
        }
        #expect(visits == 2)
        #expect(inside?.code == .internal)
        #expect(try desk.referrers("topics", "t").count == 3)
    }

    @Test(arguments: Engine.all) func aWriteSeesWhatItHasWritten(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("topics", "t")
        for id in ["kept", "changed", "deleted"] { try desk.put("notes", id, "about:topics/t") }
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "new", "about:topics/t")
            try transaction.put("notes", "changed", "", revision: 1)
            try transaction.put("notes", "deleted", "about:topics/t", revision: 1, deleted: true)
            let ids = try Version.collect { (visit) throws(Status) in
                try transaction.referrers("topics", "t", visit)
            }.0.map(\.id)
            guard ids.sorted() == ["kept", "new"] else { throw Status(.internal, "found \(ids)") }
            return []
        }
    }

    /// Neither the rest of the store nor what has ended is gone through, and no module is asked.
    @Test func theyCostWhatTheyVisit() throws {
        let indexed = Atomic<Int>(0)
        var steps: [Int] = []
        for others in [30, 3_000] {
            let desk = try Desk.sqlite()
            let kind = Desk.kind("notes")
            let counted = Kind(name: "notes", fields: kind.fields, termsVersion: 2) { (record, sink) throws(Status) in
                indexed.add(1, ordering: .relaxed)
                try kind.index(record, &sink)
            }
            try desk.store.declare([counted]) { _, _ in }
            try desk.write { (transaction) throws(Status) in
                try transaction.put("topics", "t", "")
                try transaction.put("topics", "other", "")
                for number in 0..<others { try transaction.put("notes", "n\(number)", "about:topics/other") }
                for number in 0..<others { try transaction.put("notes", "former\(number)", "about:topics/t") }
                for number in 0..<10 { try transaction.put("notes", "t\(number)", "about:topics/t") }
                return []
            }
            try desk.write { (transaction) throws(Status) in
                for number in 0..<others { try transaction.put("notes", "former\(number)", "", revision: 1) }
                return []
            }
            let before = indexed.load(ordering: .relaxed)
            let counter = try StatementCounter(desk.sqlite)
            #expect(try desk.referrers("topics", "t").count == 10)
            steps.append(counter.steps)
            #expect(try desk.referrers("topics", "t", at: .sequence(1)).count == 10 + others)
            #expect(indexed.load(ordering: .relaxed) == before)
        }
        #expect(steps[1] == steps[0] && steps[0] < 1_000, "\(steps)")
    }
}

extension Desk {
    /// Who names a record.
    fileprivate func referrers(
        _ kind: String,
        _ id: String,
        of referring: String = "notes",
        field: Int = 2,
        at moment: MomentRequest = .now
    ) throws -> [Version] {
        try read(at: moment) { (view) throws(Status) in
            try Version.collect { (visit) throws(Status) in
                try view.referrers(kind, id, of: referring, field: field, visit)
            }.0
        }
    }
}

extension ReadTransaction {
    fileprivate func referrers(
        _ kind: String,
        _ id: String,
        of referring: String = "notes",
        field: Int = 2,
        _ visit: Visit
    ) throws(Status) {
        let id = [UInt8](id.utf8)
        let status = id.withUnsafeBytes { id -> Status? in
            do throws(Status) { try referrers(kind: kind, id: id, of: referring, field: field, visit) } catch {
                return error
            }
            return nil
        }
        if let status { throw status }
    }
}
