import DossierClient
import DossierCore
import Testing

/// What a module reads straight off the index, through the contract.
@Suite struct IndexTests {
    @Test func referrersAreThoseOfTheMomentAndComeFromAWorker() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            for (id, text) in [("a", "one"), ("b", "notes/a"), ("c", "notes/a"), ("d", "notes/b")] {
                _ = try await client.ask("Notes/Put", Ask(text: text, id: id))
            }
            _ = try await client.ask("Notes/Put", Ask(text: "two", number: 1, id: "b"))
            #expect(try await client.ask("Notes/Referrers", Ask(id: "a", size: 1)) == Answer(text: "c ", number: 1))
            let then = try await client.ask("Notes/Referrers", Ask(number: 4, id: "a", size: 1))
            #expect(then.number == 2 && then.text.split(separator: " ").sorted() == ["b", "c"])
            #expect(try await client.ask("Notes/Referrers", Ask(id: "missing", size: 1)) == Answer())
        }
    }

    @Test func aVisitThatSaysFalseIsTheLast() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            _ = try await client.ask("Notes/Put", Ask(text: "one", id: "a"))
            for id in ["b", "c", "d", "e"] { _ = try await client.ask("Notes/Put", Ask(text: "notes/a", id: id)) }
            #expect(try await client.ask("Notes/Referrers", Ask(id: "a", size: 1)).number == 3)
        }
    }

    @Test func aTallyIsOfTheMomentAndComesFromAWorker() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            for (id, text) in [("a", "two"), ("b", "one"), ("c", "two"), ("d", "notes/a"), ("e", "zero")] {
                _ = try await client.ask("Notes/Put", Ask(text: text, id: id))
            }
            let all = try await client.ask("Notes/Tally")
            #expect(all == Answer(text: "notes/a: 1 one: 1 two: 2 ", number: 3))
            #expect(try await client.ask("Notes/Tally", Ask(number: 2)).text == "one: 1 two: 1 ")
            #expect(try await client.ask("Notes/Tally", Ask(size: 1)).text == "notes/a: 1 ")
            #expect(try await client.ask("Notes/Tally", Ask(text: "text = two")).text == "two: 2 ")
            #expect(await client.failure("Notes/Tally", Ask(text: "text ="))?.code == .invalidArgument)
            let none = await client.failure("Notes/Tally", Ask(size: 2))
            #expect(none == Status(.invalidArgument, "notes has no field 2; its fields are 0 to 1"))
        }
    }

    @Test func anotherModulesKindCanBeAskedAndNoOtherField() async throws {
        let modules = [try await TestModule.build("notes"), try await TestModule.build("notes", "OTHER")]
        try await ModuleServer.run(modules) { server in
            let client = try await server.connect()
            #expect(try await client.ask("Notes/Referrers", Ask(text: "others", id: "a", size: 1)) == Answer())
            let text = await client.failure("Notes/Referrers", Ask(id: "a", size: 0))
            #expect(text == Status(.invalidArgument, "text of notes holds no names; give a field that does"))
            let none = await client.failure("Notes/Referrers", Ask(id: "a", size: 2))
            #expect(none == Status(.invalidArgument, "notes has no field 2; its fields are 0 to 1"))
            let kind = await client.failure("Notes/Referrers", Ask(text: "recipes", id: "a", size: 1))
            #expect(kind?.code == .failedPrecondition)
        }
    }
}
