import DossierClient
import DossierCore
import Testing

/// The record through the contract.
@Suite struct StorageTests {
    @Test func bodyRunsOnTheWriterAndDoneOnAWorker() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            let answer = try await client.ask("Notes/Put", Ask(text: "one", id: "a"))
            #expect(answer == Answer(text: "left by body", number: 1, other: 1))
            let last = try await client.ask("Notes/Last")
            let threads = try #require(
                last.text.wholeMatch(of: /handle (.*), body (.*), done (.*), body apart (\d), runs (\d+)/)
            )
            #expect(threads.1.hasPrefix("TP-"))
            #expect(!threads.2.hasPrefix("TP-") && !threads.2.hasPrefix("NIO"))
            #expect(threads.3.hasPrefix("TP-"))
            #expect(threads.4 == "1")
            // The sequence that done was told is the one that body was to commit with.
            #expect(last.number == 1 && last.other == 1)
        }
    }

    @Test func aQuickReadIsAnsweredOnTheLoopFromMemoryAndOnAWorkerElse() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            _ = try await client.ask("Notes/Put", Ask(text: "one", id: "a"))
            let hit = try await client.ask("Notes/Get", Ask(id: "a"))
            #expect(hit == Answer(text: "one", number: 1, other: 1))
            let miss = await client.failure("Notes/Get", Ask(id: "b"))
            #expect(miss?.code == .notFound)
        }
    }

    @Test func aBodyThatRefusesHasNoEffectAndItsReasonReachesDone() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            let failure = await client.failure("Notes/Refuse", Ask(text: "x", id: "a"))
            #expect(failure == Status(.aborted, "notes/missing does not exist"))
            #expect(await client.failure("Notes/Get", Ask(id: "a"))?.code == .notFound)
            #expect(try await client.ask("Notes/Last").number == 0)
            #expect(try await client.ask("Notes/Put", Ask(text: "one", id: "a")).number == 1)
        }
    }

    @Test func aConflictIsTheStoresReason() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            _ = try await client.ask("Notes/Put", Ask(text: "one", id: "a"))
            let again = await client.failure("Notes/Put", Ask(text: "two", id: "a"))
            #expect(again?.code == .alreadyExists)
            #expect(again?.message.contains("notes/a exists") == true)
            let stale = await client.failure("Notes/Put", Ask(text: "two", number: 7, id: "a"))
            #expect(stale?.code == .aborted)
            #expect(try await client.ask("Notes/Put", Ask(text: "two", number: 1, id: "a")).other == 2)
        }
    }

    @Test func aModuleWritesItsOwnKindsOnly() async throws {
        let modules = [try await TestModule.build("notes"), try await TestModule.build("notes", "OTHER")]
        try await ModuleServer.run(modules) { server in
            let client = try await server.connect()
            let failure = await client.failure("Notes/PutForeign", Ask(text: "x", id: "a"))
            #expect(failure == Status(.permissionDenied, "module probe.notes does not own others"))
        }
    }

    @Test func nothingIsWrittenInARead() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let failure = try await server.connect().failure("Notes/PutInRead", Ask(text: "x", id: "a"))
            #expect(failure == Status(.failedPrecondition, "put in a transaction that only reads"))
        }
    }

    @Test func aReadIsOfTheMomentItAsksFor() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            _ = try await client.ask("Notes/Put", Ask(text: "one", id: "a"))
            _ = try await client.ask("Notes/Put", Ask(text: "two", number: 1, id: "a"))
            #expect(try await client.ask("Notes/Read", Ask(id: "a")) == Answer(text: "two", number: 2, other: 1))
            let then = try await client.ask("Notes/Read", Ask(number: 1, id: "a"))
            #expect(then == Answer(text: "one", number: 1, other: 1))
            let future = await client.failure("Notes/Read", Ask(number: 9, id: "a"))
            #expect(future?.code == .outOfRange)
            #expect(future?.message.hasPrefix("body ran 1 time: transaction 9 has not happened yet") == true)
        }
    }

    @Test func aTrialIsAnsweredAndLeavesNothing() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            let trial = try await client.ask("Notes/Put", Ask(text: "one", id: "a", flag: true))
            #expect(trial.text == "left by body")
            #expect(try await client.ask("Notes/Last").number == 0)
            #expect(await client.failure("Notes/Get", Ask(id: "a"))?.code == .notFound)
            #expect(try await client.ask("Notes/Put", Ask(text: "one", id: "a")).number == 1)
        }
    }

    @Test func aRequestThatIsRepeatedIsAnsweredAgainWithoutItsBody() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            let ask = Ask(text: "one", id: "a", requestID: "r1")
            let first = try await client.ask("Notes/Put", ask)
            #expect(try await client.ask("Notes/Put", ask) == first)
            #expect(try await client.ask("Notes/Last").text.hasSuffix("runs 1"))
            let other = await client.failure("Notes/Put", Ask(text: "two", id: "a", requestID: "r1"))
            #expect(other?.code == .invalidArgument)
            #expect(try await client.ask("Notes/Last").text.hasSuffix("runs 1"))
        }
    }
}
