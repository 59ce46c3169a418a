import DossierCore
import Testing

@testable import DossierStore

@Suite struct RequestTests {
    private static func request(_ id: String = "r1", hash: UInt8 = 1, subject: String = "ana") -> Write.RequestID {
        Write.RequestID(subject: subject, method: "Notes/Create", id: id, hash: [hash])
    }

    /// Creates a note whose id says how many there are, and replies with it.
    private func create(_ desk: Desk, _ request: Write.RequestID?) throws -> Write.Outcome {
        try desk.write(requestID: request) { (transaction) throws(Status) in
            let id = "n\(try transaction.count(Query(kind: "notes", limit: 0)))"
            try transaction.put("notes", id, "")
            return [UInt8](id.utf8)
        }
    }

    @Test(arguments: Engine.all) func aRepeatedRequestGetsTheSameAnswer(engine: Engine) throws {
        let desk = try Desk(engine)
        let first = try create(desk, Self.request())
        let again = try create(desk, Self.request())
        #expect(again.reply == first.reply)
        #expect(again.moment == first.moment)
        #expect(try desk.ids() == ["n0"])
        _ = try create(desk, Self.request("r2"))
        _ = try create(desk, Self.request(subject: "ben"))
        #expect(try desk.ids() == ["n0", "n1", "n2"])
    }

    @Test(arguments: Engine.all) func anotherRequestUnderTheSameIdIsRefused(engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try create(desk, Self.request())
        let error = #expect(throws: Status.self) { try create(desk, Self.request(hash: 2)) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("r1") == true)
    }

    @Test(arguments: Engine.all) func answersSurviveARestartAndExpire(engine: Engine) throws {
        let folder = Folder()
        var desk = try Desk(engine, folder: folder)
        let clock = desk.clock
        let first = try create(desk, Self.request())
        desk.store.close()
        desk = try Desk(engine, folder: folder, clock: clock)
        clock.move(by: Limits.requestIDNanoseconds - 1_000_000)
        #expect(try create(desk, Self.request()).reply == first.reply)
        clock.move(by: 2_000_000)
        #expect(try create(desk, Self.request()).reply == [UInt8]("n1".utf8))
    }

    @Test func expiredAnswersAreDeletedInPassing() throws {
        let desk = try Desk.sqlite()
        for id in 0..<4 { _ = try create(desk, Self.request("r\(id)")) }
        desk.clock.move(by: Limits.requestIDNanoseconds + 1_000_000)
        // Each group deletes up to two for each of its writes.
        for (id, left) in [("a", 2), ("b", 0)] {
            try desk.put("notes", id)
            let count = try desk.sqlite.writer.perform { (group) throws(Status) in
                try group.connection.integer("SELECT count(*) FROM requests")
            }
            #expect(count == left)
        }
    }

    @Test(arguments: Engine.all) func aFailureIsNotAnAnswer(engine: Engine) throws {
        let desk = try Desk(engine)
        #expect(throws: Status.self) {
            try desk.write(requestID: Self.request()) { (_) throws(Status) in throw Status(.notFound, "no") }
        }
        #expect(try create(desk, Self.request()).reply == [UInt8]("n0".utf8))
    }

    @Test(arguments: Engine.all) func anAnswerThatWroteNothingIsKeptToo(engine: Engine) throws {
        let desk = try Desk(engine)
        let runs = Collected<Int>()
        for _ in 0..<2 {
            let outcome = try desk.write(requestID: Self.request()) { (_) throws(Status) in
                runs.add(1)
                return [9]
            }
            #expect(outcome.reply == [9])
            #expect(outcome.moment.sequence == 0)
        }
        #expect(runs.all.count == 1)
        #expect(desk.store.head.sequence == 0)
    }

    @Test(arguments: Engine.all) func twinsInOneGroupAreAnsweredOnce(engine: Engine) throws {
        let desk = try Desk(engine)
        let gate = Waiter<[UInt8]>()
        let ends = (0..<8).map { _ in Waiter<Result<Write.Outcome, Status>>() }
        try desk.store.write(Write(author: "ana", body: { _ in gate.take() }, done: { _ in }))
        for end in ends {
            try desk.store.write(
                Write(
                    author: "ana",
                    requestID: Self.request(),
                    body: { (transaction) throws(Status) in
                        let id = "n\(try transaction.count(Query(kind: "notes", limit: 0)))"
                        try transaction.put("notes", id, "")
                        return [UInt8](id.utf8)
                    },
                    done: { end.give($0) }
                )
            )
        }
        gate.give([])
        for end in ends { #expect(try end.take().get().reply == [UInt8]("n0".utf8)) }
        #expect(try desk.ids() == ["n0"])
    }
}
