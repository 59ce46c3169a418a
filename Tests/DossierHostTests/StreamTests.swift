import DossierClient
import DossierCore
import Testing

/// Streams of a module.
@Suite struct StreamTests {
    @Test func aStreamThatIsToldToWaitGoesOnAndLosesNothing() async throws {
        try await ModuleServer.run([TestModule.build("flow")]) { server in
            let reader = try await server.connect()
            let other = try await server.connect()
            let count: UInt64 = 800
            var replies = try await reader.follow("Flow/Count", Ask(number: count, size: 32_768)).makeAsyncIterator()
            // Nobody reads: the client stops, then the sockets are full, then the stream is told to wait.
            try await eventually("the stream waits") { try await other.ask("Flow/State").number > 0 }
            var expected: UInt64 = 0
            while let reply = try await replies.next() {
                let answer = Answer(reply)
                #expect(answer.number == expected && answer.text.utf8.count == 32_768)
                expected += 1
            }
            #expect(expected == count)
            let state = try await other.ask("Flow/State")
            #expect(state.text.hasPrefix("running 0"))
            #expect(state.number == state.other)
        }
    }

    /// The module goes on sending though it is told to wait: memory stays bounded, and what was taken arrives.
    @Test func aStreamThatDoesNotListenIsNotTakenAtItsWord() async throws {
        try await ModuleServer.run([TestModule.build("flow")]) { server in
            let reader = try await server.connect()
            let other = try await server.connect()
            let count: UInt64 = 40_000
            let size: UInt64 = 32_768
            var replies = try await reader.follow("Flow/Flood", Ask(number: count, size: size)).makeAsyncIterator()
            try await eventually("all are sent") {
                let flooded = try await other.ask("Flow/Flooded")
                return flooded.number + flooded.other == count
            }
            let taken = try await other.ask("Flow/Flooded").number
            // What may wait here and at the client, and the sockets' own buffers; not the 1,280 MiB that were sent.
            #expect(taken * size < 64 << 20)
            var expected: UInt64 = 0
            while let reply = try await replies.next() {
                #expect(Answer(reply).number == expected)
                expected += 1
            }
            #expect(expected == taken)
        }
    }

    @Test func sendIsRefusedOnceTheCallIsCancelled() async throws {
        try await ModuleServer.run([TestModule.build("flow")]) { server in
            let reader = try await server.connect()
            let other = try await server.connect()
            var replies = try await reader.follow("Flow/Linger").makeAsyncIterator()
            #expect(try await replies.next().map(Answer.init)?.text == "first")
            #expect(try await other.ask("Flow/State").text == "running 1, sent after the end 0")
            await reader.close()
            try await eventually("the module hears of it") {
                try await other.ask("Flow/State").text == "running 0, sent after the end 1"
            }
            #expect(try await server.activeCalls(of: "probe.flow") == 0)
        }
    }

    @Test func aStreamThatWaitsHearsThatItsReaderIsGone() async throws {
        try await ModuleServer.run([TestModule.build("flow")]) { server in
            let reader = try await server.connect()
            let other = try await server.connect()
            let replies = try await reader.follow("Flow/Count", Ask(number: 100_000, size: 32_768))
            try await eventually("the stream waits") { try await other.ask("Flow/State").number > 0 }
            await reader.close()
            try await eventually("it ends") { try await other.ask("Flow/State").text.hasPrefix("running 0") }
            _ = replies
        }
    }

    @Test func aStreamEndsWithTheStatusItIsGiven() async throws {
        try await ModuleServer.run([TestModule.build("flow")]) { server in
            var replies = try await server.connect().follow("Flow/EndBadly").makeAsyncIterator()
            #expect(try await replies.next().map(Answer.init)?.number == 1)
            #expect(try await replies.next().map(Answer.init)?.number == 2)
            let end = await #expect(throws: Status.self) { try await replies.next() }
            #expect(end == Status(.aborted, "the third is missing"))
        }
    }
}
