import DossierCore
import Glibc
import Synchronization
import Testing

@testable import DossierStore

@Suite struct GroupTests {
    @Test func manyWritesShareACommit() throws {
        let desk = try Desk.sqlite()
        let heads = Collected<Moment>()
        desk.store.observe { head, _ in heads.add(head) }
        let ends = try desk.group((0..<200).map { id in { try $0.put("notes", "n\(id)", "title:\(id)") } })
        #expect(try ends.map { try $0.get().moment.sequence } == Array(1...200))
        #expect(heads.all.count <= 2)
        #expect(heads.all.last == desk.store.head)
        try desk.sqlite.verify()
    }

    /// Unless the group has run for long: its first do not wait for all that comes.
    @Test(arguments: [false, true]) func whatComesMeanwhileSharesTheCommit(isLate: Bool) throws {
        let desk = try Desk.sqlite()
        let heads = Collected<Moment>()
        desk.store.observe { head, _ in heads.add(head) }
        let second = Waiter<Result<Write.Outcome, Status>>()
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "first", "")
            let body: @Sendable (any WriteTransaction) throws(Status) -> [UInt8] = { (transaction) throws(Status) in
                try transaction.put("notes", "second", "")
                return []
            }
            try desk.store.write(Write(author: "ben", body: body) { second.give($0) })
            if isLate { usleep(useconds_t(Limits.joinNanoseconds / 1_000)) }
            return []
        }
        #expect(try second.take().get().moment.sequence == 2)
        #expect(heads.all.map(\.sequence) == (isLate ? [1, 2] : [2]))
        #expect(try desk.ids() == ["first", "second"])
    }

    private func put(_ id: String, isPatient: Bool, _ desk: Desk) throws -> Waiter<Result<Write.Outcome, Status>> {
        let end = Waiter<Result<Write.Outcome, Status>>()
        try desk.store.write(
            Write(
                author: "ana",
                isPatient: isPatient,
                body: { (transaction) throws(Status) in
                    try transaction.put("notes", id, "")
                    return []
                },
                done: { end.give($0) }
            )
        )
        return end
    }

    @Test func patientWritesWaitForEachOther() throws {
        let desk = try Desk.sqlite()
        let heads = Collected<Moment>()
        desk.store.observe { head, _ in heads.add(head) }
        let start = ContinuousClock.now
        var pauses = 0
        let ends = try (0..<100).map { id in
            let before = ContinuousClock.now
            usleep(200)
            if ContinuousClock.now - before > .nanoseconds(Limits.patientNanoseconds / 2) { pauses += 1 }
            return try put("n\(id)", isPatient: true, desk)
        }
        #expect(try ends.map { try $0.take().get().moment.sequence } == Array(1...100))
        // A group ends when it has run for long, or when nothing has come for a while.
        let joins = (ContinuousClock.now - start) / .nanoseconds(Limits.joinNanoseconds)
        #expect(heads.all.count <= Int(joins) + pauses + 2)
        try desk.sqlite.verify()
    }

    @Test func nobodyElseWaitsForThem() throws {
        let desk = try Desk.sqlite()
        let waits = try (0..<5).map { round in
            let patient = try put("p\(round)", isPatient: true, desk)
            let start = ContinuousClock.now
            _ = try put("n\(round)", isPatient: false, desk).take().get()
            defer { _ = patient.take() }
            return ContinuousClock.now - start
        }
        #expect(try #require(waits.min()) < .nanoseconds(Limits.joinNanoseconds))
        // They are last in the queue, too.
        let (gate, reached) = (Waiter<[UInt8]>(), Waiter<Bool>())
        let hold = Write(
            author: "gate",
            body: { _ in
                reached.give(true)
                return gate.take()
            },
            done: { _ in }
        )
        try desk.store.write(hold)
        // Or the patient one might be taken together with it.
        _ = reached.take()
        let patient = try put("p", isPatient: true, desk)
        let other = try put("n", isPatient: false, desk)
        gate.give([])
        #expect(try other.take().get().moment.sequence == 11)
        #expect(try patient.take().get().moment.sequence == 12)
    }

    /// Who sends one and waits for its end, before he sends the next.
    @Test func onePatientWriteDoesNotWaitLong() throws {
        let desk = try Desk.sqlite()
        let waits = try (0..<10).map { round in
            let start = ContinuousClock.now
            _ = try put("n\(round)", isPatient: true, desk).take().get()
            return ContinuousClock.now - start
        }
        #expect(try #require(waits.min()) < .nanoseconds(Limits.joinNanoseconds / 2))
    }

    @Test func whatIsPatientIsWrittenBeforeTheStoreIsClosed() throws {
        let desk = try Desk.sqlite()
        let ends = try (0..<10).map { try put("n\($0)", isPatient: true, desk) }
        desk.store.close()
        #expect(try ends.map { try $0.take().get().moment.sequence } == Array(1...10))
    }

    @Test func aFailingBodyFailsAlone() throws {
        let desk = try Desk.sqlite()
        let ends = try desk.group(
            (0..<9).map { id in
                { transaction in
                    try transaction.put("notes", "n\(id)", "")
                    if id % 3 == 1 { throw Status(.invalidArgument, "not this one") }
                }
            }
        )
        #expect(ends.map { (try? $0.get()) != nil } == [true, false, true, true, false, true, true, false, true])
        #expect(try desk.ids() == ["n0", "n2", "n3", "n5", "n6", "n8"])
        #expect(desk.store.head.sequence == 6)
        try desk.sqlite.verify()
    }

    /// What has written nothing is not run again, nor are its neighbours; and what has is not run twice for long.
    @Test func onlyWhatHasWrittenMakesItsGroupRunAgain() throws {
        let desk = try Desk.sqlite()
        let runs = Atomic(0)
        func group(_ name: String, failing: @escaping @Sendable (any WriteTransaction) throws(Status) -> Void) throws {
            let ends = try desk.group(
                (0..<10).map { id in
                    { transaction in
                        runs.add(1, ordering: .relaxed)
                        if id == 7 { return try failing(transaction) }
                        try transaction.put("notes", "\(name)-\(id)", "")
                    }
                }
            )
            #expect(ends.indices.filter { (try? ends[$0].get()) == nil } == [7])
        }
        try group("reads") { _ throws(Status) in throw Status(.notFound, "nobody") }
        #expect(runs.exchange(0, ordering: .relaxed) == 10)
        for round in 0..<3 {
            try group("writes\(round)") { transaction throws(Status) in
                try transaction.put("notes", "x", "")
                throw Status(.aborted, "not this one")
            }
        }
        #expect(runs.load(ordering: .relaxed) < 10 + 8 + 10 + 10 + 10)
        #expect(try desk.ids().count == 36)
        #expect(desk.store.head.sequence == 36)
        try desk.sqlite.verify()
    }

    @Test(arguments: [0, 4, 9]) func aGroupThatTheEngineLostIsRunAgain(at lost: Int) throws {
        let desk = try Desk.sqlite()
        let runs = Atomic(0)
        let ends = try desk.group(
            (0..<10).map { id in
                { transaction in
                    if id == lost {
                        let run = runs.add(1, ordering: .relaxed).newValue
                        if run == 1 { desk.interruptNextStatement(transaction) }
                    }
                    try transaction.put("notes", "n\(id)", "")
                }
            }
        )
        #expect(try ends.map { try $0.get().moment.sequence } == Array(1...10))
        #expect(runs.load(ordering: .relaxed) > 1)
        #expect(try desk.ids().count == 10)
        try desk.sqlite.verify()
    }

    @Test func aBodyCannotHideThatItsGroupWasLost() throws {
        let desk = try Desk.sqlite()
        let later = Collected<StatusCode?>()
        let ends = try desk.group(
            (0..<4).map { id in
                { transaction in
                    try transaction.put("notes", "n\(id)", "")
                    guard id == 2 else { return }
                    desk.interruptNextStatement(transaction)
                    _ = try? transaction.put("notes", "x", "")
                    do { try transaction.put("notes", "y", "") } catch { later.add((error as? Status)?.code) }
                }
            }
        )
        #expect(ends.map { (try? $0.get()) != nil } == [true, true, false, true])
        #expect(later.all.allSatisfy { $0 == .unavailable } && !later.all.isEmpty)
        #expect(try desk.ids() == ["n0", "n1", "n3"])
        try desk.sqlite.verify()
    }

    @Test func aFullDiskRefusesWhatDoesNotFitAndNothingElse() throws {
        let desk = try Desk.sqlite()
        try desk.put("notes", "before")
        let pages = try desk.sqlite.writer.perform { (group) throws(Status) in
            try group.connection.integer("PRAGMA page_count")
        }
        try desk.execute("PRAGMA max_page_count = \(pages + 40)")
        let large = "title:x\n" + String(repeating: "x", count: 100_000)
        let ends = try desk.group((0..<20).map { id in { try $0.put("notes", "n\(id)", id % 2 == 0 ? large : "") } })
        let refused = ends.compactMap { end -> Status? in if case .failure(let status) = end { status } else { nil } }
        #expect(!refused.isEmpty)
        #expect(refused.allSatisfy { $0.code == .resourceExhausted && $0.message.contains("full") })
        let acknowledged = ends.indices.filter { (try? ends[$0].get()) != nil }
        #expect(acknowledged.count > 10)
        #expect(try Set(desk.ids()) == Set(acknowledged.map { "n\($0)" } + ["before"]))
        try desk.execute("PRAGMA max_page_count = 1000000")
        try desk.put("notes", "after", large)
        #expect(desk.store.head.sequence == UInt64(acknowledged.count + 2))
        try desk.sqlite.verify()
    }

    @Test func anotherProgramsLockFailsAGroupAtOnce() throws {
        let desk = try Desk.sqlite()
        let other = try SQLiteConnection(path: desk.folder.store, use: .writing)
        try other.execute("BEGIN IMMEDIATE")
        let start = ContinuousClock.now
        let ends = try desk.group((0..<50).map { id in { try $0.put("notes", "n\(id)", "") } })
        #expect(ContinuousClock.now - start < .milliseconds(8 * Limits.checkpointMilliseconds))
        for end in ends { #expect(throws: Status.self) { try end.get() } }
        other.rollback()
        try desk.put("notes", "after")
        #expect(try desk.ids() == ["after"])
    }

    @Test func theQueueIsBounded() throws {
        let desk = try Desk.sqlite()
        let gate = Waiter<[UInt8]>()
        let ended = Collected<Bool>()
        let write = Write(author: "ana", body: { _ in [] }, done: { _ in ended.add(true) })
        try desk.store.write(Write(author: "gate", body: { _ in gate.take() }, done: { _ in }))
        var taken = 0
        let error = #expect(throws: Status.self) {
            for _ in 0...(Limits.writeQueue + Limits.writesPerCommit) {
                try desk.store.write(write)
                taken += 1
            }
        }
        #expect(error?.code == .resourceExhausted)
        gate.give([])
        desk.store.close()
        #expect(ended.all.count == taken)
    }

    @Test func theLogIsCopiedAndStaysBounded() throws {
        let folder = Folder()
        var configuration = SQLiteStore.Configuration()
        configuration.checkpointPages = 16
        let store = try SQLiteStore(path: folder.store, configuration: configuration)
        try store.declare(Desk.kinds) { _, _ in }
        let end = Waiter<Bool>()
        for id in 0..<300 {
            let write = Write(
                author: "ana",
                body: { (transaction) throws(Status) in
                    try transaction.put("notes", "n\(id)", String(repeating: "x", count: 20_000))
                    return []
                },
                done: { _ in if id == 299 { end.give(true) } }
            )
            try store.write(write)
            if id % 10 == 9 { _ = try? store.read(at: .now, for: .red) { _ in } }
        }
        #expect(end.take())
        let log = try #require(folder.size(of: "store.db-wal"))
        #expect(log < 8_000_000, "the log has \(log) bytes")
        store.close()
        #expect((folder.size(of: "store.db") ?? 0) > 6_000_000)
        #expect(folder.size(of: "store.db-wal") == nil)
    }
}
