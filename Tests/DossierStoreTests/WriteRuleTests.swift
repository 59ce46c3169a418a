import DossierCore
import DossierStore
import Testing

@Suite struct WriteRuleTests {
    @Test(arguments: Engine.all) func theExpectedRevisionMustBeTheLatest(engine: Engine) throws {
        let desk = try Desk(engine)
        #expect(desk.refusal { try $0.put("notes", "a", "title:one", revision: 1) } == .aborted)
        try desk.put("notes", "a", "title:one")
        #expect(desk.refusal { try $0.put("notes", "a", "title:two") } == .alreadyExists)
        #expect(desk.refusal { try $0.put("notes", "a", "title:two", revision: 2) } == .aborted)
        try desk.put("notes", "a", revision: 1, deleted: true)
        #expect(desk.refusal { try $0.put("notes", "a", "title:two") } == .alreadyExists)
        try desk.put("notes", "a", "title:back", revision: 2)
        #expect(try desk.get("notes", "a")?.body == "title:back")
    }

    @Test(arguments: Engine.all) func wrongInputIsRefused(engine: Engine) throws {
        let desk = try Desk(engine)
        let long = String(repeating: "x", count: Limits.recordIDBytes + 1)
        #expect(desk.refusal { try $0.put("notes", "", "") } == .invalidArgument)
        #expect(desk.refusal { try $0.put("notes", long, "") } == .invalidArgument)
        #expect(desk.refusal { try $0.put("recipes", "a", "") } == .failedPrecondition)
        #expect(desk.refusal { _ = try $0.version("recipes", "a") } == .failedPrecondition)
        let big = "title:" + String(repeating: "x", count: Limits.termBytes + 1)
        #expect(desk.refusal { try $0.put("notes", "a", big) } == .resourceExhausted)
        #expect(desk.store.head.sequence == 0)
    }

    @Test(arguments: Engine.all) func bytesOfEveryKindAreKept(engine: Engine) throws {
        let desk = try Desk(engine)
        let id = "ü/\0'\"%_x"
        try desk.put("notes", id, "\0\u{10FFFF}\ntitle:")
        try desk.put("notes", "empty", "")
        try desk.put("notes", "large", String(repeating: "é", count: Limits.messageBytes / 2))
        #expect(try desk.get("notes", id)?.body == "\0\u{10FFFF}\ntitle:")
        #expect(try desk.get("notes", "empty")?.body == "")
        #expect(try desk.get("notes", "large")?.body.utf8.count == Limits.messageBytes)
    }

    @Test(arguments: Engine.all) func aTransactionSeesItsOwnWritesAndItsMoment(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "a", "title:one")
        let outcome = try desk.write(author: "ben") { (transaction) throws(Status) in
            let revisions = [
                try transaction.put("notes", "a", "title:two", revision: 1),
                try transaction.put("notes", "a", "title:three", revision: 2),
                try transaction.put("notes", "b", ""),
            ]
            let version = try transaction.version("notes", "a")
            let found = try Version.collect { (visit) throws(Status) in
                try transaction.find(Query(kind: "notes", limit: 10), visit)
            }
            let ids = found.0.map(\.id)
            return [UInt8]("\(revisions) \(version?.body ?? "") \(ids) \(try transaction.moment.sequence)".utf8)
        }
        #expect(String(decoding: outcome.reply, as: UTF8.self) == #"[2, 3, 1] title:three ["a", "b"] 2"#)
        #expect(outcome.moment.sequence == 2)
        #expect(try desk.get("notes", "a", revision: 2)?.body == "title:two")
        #expect(try desk.get("notes", "a")?.author == "ben")
    }

    @Test(arguments: Engine.all) func aRefusedWriteLeavesNothing(engine: Engine) throws {
        let desk = try Desk(engine)
        let code = desk.refusal {
            try $0.put("notes", "a", "title:one")
            throw Status(.invalidArgument, "no")
        }
        #expect(code == .invalidArgument)
        #expect(try desk.get("notes", "a") == nil)
        #expect(try desk.put("notes", "b").moment.sequence == 1)
    }

    @Test(arguments: Engine.all) func validateOnlyChecksAndWritesNothing(engine: Engine) throws {
        let desk = try Desk(engine)
        let outcome = try desk.write(validateOnly: true) { (transaction) throws(Status) in
            try transaction.put("notes", "a", "title:one")
            return [7]
        }
        #expect(outcome.reply == [7])
        #expect(outcome.moment.sequence == 0)
        #expect(try desk.get("notes", "a") == nil)
        #expect(throws: Status.self) {
            try desk.write(validateOnly: true) { (transaction) throws(Status) in
                try transaction.put("notes", "a", "about:topics/none")
                return []
            }
        }
    }

    @Test(arguments: Engine.all) func aVisitMayNotCallTheStore(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "a")
        let refused = try desk.read { (view) throws(Status) -> Status? in
            var refused: Status?
            try view.find(Query(kind: "notes", limit: 1)) { _, _ in
                do throws(Status) { _ = try view.version("notes", "a") } catch { refused = error }
                return true
            }
            return refused
        }
        #expect(refused?.code == .internal)
    }

    @Test(arguments: Engine.all) func timeNeverGoesBack(engine: Engine) throws {
        let desk = try Desk(engine)
        let first = try desk.put("notes", "a").moment
        desk.clock.move(by: -3_600_000_000_000)
        let second = try desk.put("notes", "b").moment
        #expect(second.time == first.time)
        #expect(second.sequence == 2)
        #expect(try desk.ids(at: .time(first.time)) == ["a", "b"])
        desk.clock.move(by: 7_200_000_000_000)
        #expect(try desk.put("notes", "c").moment.time > second.time)
    }

    @Test(arguments: Engine.all) func afterCloseNothingIsTaken(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "a")
        desk.store.close()
        #expect(desk.refusal { try $0.put("notes", "b", "") } == .unavailable)
        #expect(throws: Status.self) { try desk.get("notes", "a") }
    }
}
