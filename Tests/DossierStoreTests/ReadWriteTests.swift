import DossierCore
import DossierStore
import Testing

@Suite struct ReadWriteTests {
    @Test(arguments: Engine.all) func aRecordIsReadAsItWasWritten(engine: Engine) throws {
        let desk = try Desk(engine)
        let outcome = try desk.put("notes", "a", "title:one\nsize:-5")
        #expect(outcome.moment.sequence == 1)
        #expect(desk.store.head == outcome.moment)
        let version = try #require(try desk.get("notes", "a"))
        #expect(version.body == "title:one\nsize:-5")
        #expect(version.author == "ana")
        #expect(version.revision == 1)
        #expect(version.moment == outcome.moment)
        #expect(try desk.get("notes", "b") == nil)
        #expect(try desk.get("topics", "a") == nil)
    }

    @Test(arguments: Engine.all) func nothingIsOverwritten(engine: Engine) throws {
        let desk = try Desk(engine)
        let first = try desk.put("notes", "a", "title:one").moment
        desk.clock.move(by: 1_000)
        let second = try desk.put("notes", "a", "title:two", revision: 1).moment
        try desk.put("notes", "a", "title:two", revision: 2, deleted: true)
        #expect(try desk.get("notes", "a")?.isDeleted == true)
        #expect(try desk.get("notes", "a", revision: 1)?.body == "title:one")
        #expect(try desk.get("notes", "a", revision: 2)?.body == "title:two")
        #expect(try desk.get("notes", "a", revision: 4) == nil)
        #expect(try desk.get("notes", "a", at: .sequence(first.sequence))?.body == "title:one")
        #expect(try desk.get("notes", "a", at: .sequence(first.sequence), revision: 2) == nil)
        #expect(try desk.get("notes", "a", at: .time(second.time - 1))?.body == "title:one")
        #expect(try desk.get("notes", "a", at: .time(second.time))?.body == "title:two")
        #expect(try desk.get("notes", "a", at: .time(first.time - 1)) == nil)
        #expect(try desk.get("notes", "a", at: .sequence(0)) == nil)
    }
}
