import DossierCore
import DossierStore
import Testing

@Suite struct ReferenceTests {
    @Test(arguments: Engine.all) func aReferenceMustBeToALiveRecord(engine: Engine) throws {
        let desk = try Desk(engine)
        let none = try #require(desk.refusalStatus { try $0.put("notes", "a", "about:topics/t") })
        #expect(none.code == .failedPrecondition)
        #expect(none.message.contains("notes/a"))
        #expect(none.message.contains("topics/t"))
        #expect(none.message.contains("in about"))
        try desk.put("topics", "t")
        try desk.put("notes", "a", "about:topics/t")
        try desk.put("notes", "a", "", revision: 1)
        try desk.put("topics", "t", revision: 1, deleted: true)
        let deleted = try #require(desk.refusalStatus { try $0.put("notes", "a", "about:topics/t", revision: 2) })
        #expect(deleted.code == .failedPrecondition)
        #expect(deleted.message.contains("deleted"))
    }

    @Test(arguments: Engine.all) func aReferenceMustBeToAnAllowedKind(engine: Engine) throws {
        let desk = try Desk(engine)
        for name in ["recipes/x", "topics", "topics/", "", "/x"] {
            #expect(desk.refusal { try $0.put("notes", "a", "about:\(name)") } == .failedPrecondition)
        }
    }

    @Test(arguments: Engine.all) func whatIsReferredToIsNotDeleted(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("topics", "t")
        try desk.put("notes", "a", "about:topics/t")
        let refused = try #require(desk.refusalStatus { try $0.put("topics", "t", "", revision: 1, deleted: true) })
        #expect(refused.code == .failedPrecondition)
        #expect(refused.message.contains("notes/a"))
        #expect(refused.message.contains("about"))
        try desk.put("notes", "a", "about:topics/t", revision: 1, deleted: true)
        try desk.put("topics", "t", revision: 1, deleted: true)
        #expect(desk.refusal { try $0.put("notes", "a", "about:topics/t", revision: 2) } == .failedPrecondition)
        try desk.put("topics", "t", revision: 2)
        try desk.put("notes", "a", "about:topics/t", revision: 2)
    }

    @Test(arguments: Engine.all) func aNameHasAKindAndAnID(engine: Engine) throws {
        let desk = try Desk(engine)
        for name in ["topics/", "/t", "/", "topics", ""] {
            let refusal = desk.refusal { try $0.put("notes", "a", "about:\(name)", deleted: true) }
            #expect(refusal == .failedPrecondition, "\(name)")
        }
    }

    @Test(arguments: Engine.all) func referencesAreCheckedWhenTheWriteEnds(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "a", "about:notes/b")
            try transaction.put("notes", "b", "about:notes/a\nabout:notes/b")
            return []
        }
        #expect(desk.refusal { try $0.put("notes", "a", "", revision: 1, deleted: true) } == .failedPrecondition)
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "a", "about:notes/b", revision: 1, deleted: true)
            try transaction.put("notes", "b", "", revision: 1, deleted: true)
            return []
        }
        #expect(try desk.ids() == [])
    }

    @Test(arguments: Engine.all) func whatIsNotThereYetIsOneRecordHoweverOftenItIsNamed(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "a", "about:notes/b\nabout:topics/b\nabout:notes/b\nabout:topics/b")
            try transaction.put("notes", "b", "")
            try transaction.put("topics", "b", "")
            return []
        }
        for kind in ["notes", "topics"] {
            #expect(desk.refusal { try $0.put(kind, "b", "", revision: 1, deleted: true) } == .failedPrecondition)
        }
    }

    @Test(arguments: Engine.all) func anEarlierVersionsReferenceDoesNotHold(engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.put("topics", "t")
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "a", "about:topics/t")
            try transaction.put("notes", "a", "", revision: 1)
            try transaction.put("notes", "a", "about:topics/t", revision: 2)
            return []
        }
        try desk.put("notes", "a", "title:none", revision: 3)
        try desk.put("topics", "t", revision: 1, deleted: true)
    }
}
