import DossierClient
import DossierCore
import Testing

/// How calls begin and end, whatever a module does with them.
@Suite struct ConversationTests {
    @Test func aModuleInCIsServedOnTheLoopAndOnWorkers() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            #expect(try await client.ask("Talk/Echo", Ask(text: "a", number: 7)) == Answer(text: "a", number: 7))
            #expect(try await client.ask("Talk/QuickEcho", Ask(text: "b")) == Answer(text: "b"))
        }
    }

    @Test func aQuickMethodThatWouldWaitRunsAgainOnAWorker() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let answer = try await server.connect().ask("Talk/QuickThenWorker")
            #expect(answer.number == 1)
            #expect(answer.text.hasPrefix("TP-"))
        }
    }

    @Test func theSecondFinishIsRefusedAndLogged() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            #expect(try await client.ask("Talk/FinishTwice").text == "first")
            try await eventually("it is logged") { server.log.holds("finished a call that has ended", "probe.talk") }
            #expect(try await client.ask("Talk/Echo", Ask(text: "undisturbed")).text == "undisturbed")
            #expect(try await server.activeCalls(of: "probe.talk") == 0)
        }
    }

    @Test func aCallIsFinishedByAnotherThreadLater() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let answer = try await server.connect().ask("Talk/FinishLater", Ask(text: "still here", number: 30))
            #expect(answer.text == "still here")
        }
    }

    @Test func aStaleNumberDoesNothingToTheCallThatHasItsSlot() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            _ = try await client.ask("Talk/FinishTwice")
            let answer = try await client.ask("Talk/Stale", timeout: .seconds(30))
            #expect(
                answer.text
                    == "same slot 1, send 1, caller 0, cancelled 1, remaining 0, watch 5, compress 1, compressed 0, "
                    + "finish 5"
            )
            #expect(answer.number == 0)
            #expect(answer.other == 1)
            #expect(try await server.activeCalls(of: "probe.talk") == 0)
        }
    }

    @Test(arguments: zip([UInt64(5), 8, 99], [StatusCode.notFound, .resourceExhausted, .unknown]))
    func aStatusThatHandleReturnsEndsTheCall(code: UInt64, expected: StatusCode) async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            let failure = await client.failure("Talk/Fail", Ask(number: code))
            #expect(failure?.code == expected)
            #expect(failure?.message.contains("probe.talk") == true)
            #expect(try await client.ask("Talk/Echo", Ask(text: "goes on")).text == "goes on")
        }
    }

    @Test func sendIsRefusedWhereTheMethodDoesNotStream() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let answer = try await server.connect().ask("Talk/SendHere")
            #expect(answer.number == UInt64(StatusCode.failedPrecondition.rawValue))
        }
    }

    @Test func theCallerIsTold() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            let metadata = Metadata([.init(name: "tool", value: "probe"), .init(name: "lang-bin", value: "Yw")])
            let options = CallOptions(timeout: .seconds(60), metadata: metadata)
            let answer = Answer(try await client.call(MethodName("probe.v1.Talk/Caller"), [], options))
            #expect(answer.text.hasPrefix("local (reader writer curator admin) at 127.0.0.1:"))
            #expect(answer.text.hasSuffix("; tool=probe; lang-bin=c"))
            #expect((50...60).contains(answer.number))
            let unbounded = Answer(try await client.call(MethodName("probe.v1.Talk/Caller"), []))
            #expect(unbounded.number == UInt64(Int64.max / 1_000_000_000))
        }
    }
}
