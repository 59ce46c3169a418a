import DossierCore
import DossierStore
import Testing

/// What one who is not cleared for everything can write, and learn by writing.
@Suite struct SightWriteTests {
    @Test(arguments: Engine.all) func nothingIsWrittenAboveTheWritersClearance(engine: Engine) throws {
        let desk = try Desk(engine)
        #expect(desk.refusal(for: .amber) { try $0.put("notes", "a", "", tlp: 4) }?.code == .permissionDenied)
        #expect(desk.refusal(for: .amber) { try $0.put("notes", "a", "", tlp: 3) } == nil)
        #expect(
            desk.refusal(for: .amber) { try $0.put("notes", "a", "", revision: 1, tlp: 5) }?.code == .permissionDenied
        )
        #expect(desk.refusal(for: .red) { try $0.put("notes", "a", "", revision: 1, tlp: 5) } == nil)
    }

    @Test(arguments: Engine.all) func whatIsHiddenIsNamedLikeWhatIsNotThere(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("topics", "secret", tlp: 5)
        try desk.put("topics", "above", "about:topics/secret", tlp: 1)
        for id in ["secret", "above"] {
            let hidden = try #require(desk.refusal(for: .amber) { try $0.put("notes", "a", "about:topics/\(id)") })
            let missing = try #require(desk.refusal(for: .amber) { try $0.put("notes", "a", "about:topics/none") })
            #expect(hidden.code == missing.code)
            #expect(hidden.message.replacing(id, with: "none") == missing.message)
            #expect(desk.refusal(for: .red) { try $0.put("notes", id, "about:topics/\(id)") } == nil)
        }
    }

    @Test(arguments: Engine.all) func whatIsHiddenIsChangedLikeWhatIsNotThere(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "secret", "text:hidden", tlp: 5)
        for revision in [UInt64(1), 2, 7] {
            let hidden = try #require(
                desk.refusal(for: .green) { try $0.put("notes", "secret", "", revision: revision, tlp: 1) }
            )
            let missing = try #require(
                desk.refusal(for: .green) { try $0.put("notes", "none", "", revision: revision, tlp: 1) }
            )
            #expect(hidden.code == missing.code)
            #expect(hidden.message.replacing("secret", with: "none") == missing.message)
        }
        // Its id is taken: that much cannot be hidden from whoever chooses ids.
        let taken = try #require(desk.refusal(for: .green) { try $0.put("notes", "secret", "", tlp: 1) })
        #expect(taken.code == .alreadyExists)
        #expect(!taken.message.contains("update"))
    }

    @Test(arguments: Engine.all) func whoNamesItIsNotToldToWhomItIsHidden(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("topics", "open", tlp: 1)
        try desk.put("notes", "secret", "about:topics/open", tlp: 5)
        let refused = try #require(
            desk.refusal(for: .amber) { try $0.put("topics", "open", "", revision: 1, deleted: true, tlp: 1) }
        )
        #expect(refused.code == .failedPrecondition)
        #expect(!refused.message.contains("secret"))
        let told = try #require(
            desk.refusal(for: .red) { try $0.put("topics", "open", "", revision: 1, deleted: true, tlp: 1) }
        )
        #expect(told.message.contains("notes/secret"))
    }

    /// What a transaction reads is what its writer may see, with what it has written itself.
    @Test(arguments: Engine.all) func aWriterReadsWhatHeMaySee(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("notes", "secret", tlp: 5)
        try desk.put("notes", "open", tlp: 2)
        let refused = desk.refusal(for: .amber) { transaction in
            _ = try transaction.put("notes", "new", "about:notes/open")
            #expect(try transaction.version("notes", "secret") == nil)
            #expect(try transaction.version("notes", "open") != nil)
            #expect(try transaction.version("notes", "new") != nil)
            #expect(try transaction.count(Query(kind: "notes", limit: 0)) == 2)
        }
        #expect(refused == nil)
    }

    @Test(arguments: Engine.all) func aCursorIsOfOneClearance(engine: Engine) throws {
        let desk = try Desk(engine)
        for id in ["a", "b", "c"] { try desk.put("notes", id, tlp: 1) }
        var query = Query(kind: "notes", limit: 1)
        for ask in [find, changes] as [(any ReadTransaction, Query) throws(Status) -> [UInt8]] {
            query.cursor = []
            var cursor: [UInt8] = []
            try desk.store.read(at: .now, for: .amber) { (view) throws(Status) in cursor = try ask(view, query) }
            query.cursor = cursor
            for clearance in TLP.allCases {
                let asked = query
                let answer = Result { () throws(Status) in
                    try desk.store.read(at: .now, for: clearance) { (view) throws(Status) in _ = try ask(view, asked) }
                }
                switch answer {
                case .success: #expect(clearance == .amber)
                case .failure(let status): #expect(clearance != .amber && status.code == .invalidArgument)
                }
            }
        }
    }

    private func find(_ view: any ReadTransaction, _ query: Query) throws(Status) -> [UInt8] {
        try Version.collect { (visit) throws(Status) in try view.find(query, visit) }.cursor
    }

    private func changes(_ view: any ReadTransaction, _ query: Query) throws(Status) -> [UInt8] {
        try Version.collect { (visit) throws(Status) in try view.changes(query, after: 0, visit) }.cursor
    }
}

extension Desk {
    /// How a write of one with that clearance is refused; nil when it is not.
    fileprivate func refusal(
        for clearance: TLP,
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Void
    ) -> Status? {
        let end = Waiter<Result<Write.Outcome, Status>>()
        let write = Write(
            author: "ana",
            clearance: clearance,
            body: { (transaction) throws(Status) in
                do { try body(transaction) } catch { throw error as? Status ?? Status(.unknown, "\(error)") }
                return []
            },
            done: { end.give($0) }
        )
        do { try store.write(write) } catch { return error }
        guard case .failure(let status) = end.take() else { return nil }
        return status
    }
}
