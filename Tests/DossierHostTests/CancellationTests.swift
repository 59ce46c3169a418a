import CDossierModule
import DossierClient
import DossierCore
import TestSupport
import Testing

/// What happens to a call that nobody waits for any more.
@Suite struct CancellationTests {
    @Test func aDeadlineAnswersInTimeAndTheModuleKeepsItsCall() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            let start = ContinuousClock.now
            let failure = await client.failure("Talk/Hold", Ask(text: "kept"), timeout: .milliseconds(100))
            #expect(failure?.code == .deadlineExceeded)
            #expect(ContinuousClock.now - start < .seconds(3))
            #expect(try await server.activeCalls(of: "probe.talk") == 1)
            // The client has a clock of its own, which may be the first.
            try await eventually("the server knows") { try await client.ask("Talk/Held").other == 1 }
            #expect(try await client.ask("Talk/Held").text == "kept")
            #expect(try await client.ask("Talk/Release").number == 0)
            #expect(try await server.activeCalls(of: "probe.talk") == 0)
        }
    }

    @Test func aDisconnectCancelsOnceAndLeavesTheRequest() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            let text = String(repeating: "long enough for an arena of its own ", count: 1_000)
            let holder = try await server.connect()
            let holding = Task { await holder.failure("Talk/Hold", Ask(text: text)) }
            try await eventually("it is held") { try await client.ask("Talk/Held").text == text }
            #expect(try await client.ask("Talk/Held").other == 0)
            await holder.close()
            #expect(await holding.value?.code == .cancelled)
            try await eventually("the watch fires") { try await client.ask("Talk/Held").number == 1 }
            // Other calls come and go in between.
            for number in 0..<50 { _ = try await client.ask("Talk/Echo", Ask(number: UInt64(number))) }
            #expect(try await client.ask("Talk/Held") == Answer(text: text, number: 1, other: 1))
            #expect(try await client.ask("Talk/Release").number == 0)
            #expect(try await server.activeCalls(of: "probe.talk") == 0)
        }
    }

    @Test func finishWaitsForACallbackThatRuns() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            let failure = await client.failure("Talk/Hold", Ask(flag: true), timeout: .milliseconds(50))
            #expect(failure?.code == .deadlineExceeded)
            try await eventually("the callback runs") { try await client.ask("Talk/Held").number == 1 }
            let released = try await client.ask("Talk/Release")
            #expect(released == Answer(number: 0, other: 0))
        }
    }

    /// It fell due for something else, before the call was cancelled.
    @Test func aCallbackThatWaitedIsToldOfTheEnd() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            let failure = await client.failure("Talk/Hold", Ask(number: 500), timeout: .milliseconds(50))
            #expect(failure?.code == .deadlineExceeded)
            try await eventually("the callback has run") { try await client.ask("Talk/Held").number == 1 }
            let events = UInt64(DOSSIER_EVENT_WRITABLE | DOSSIER_EVENT_CANCELLED)
            #expect(try await client.ask("Talk/Held", Ask(flag: true)).other == events)
            #expect(try await client.ask("Talk/Release").number == 0)
        }
    }

    @Test func aCallbackMayFinishItsOwnCall() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            let failure = await client.failure("Talk/Hold", Ask(id: "ends itself"), timeout: .milliseconds(50))
            #expect(failure?.code == .deadlineExceeded)
            try await eventually("it ends") { try await client.ask("Talk/Held").text == "nothing is held" }
            try await eventually("it is gone") { try await server.activeCalls(of: "probe.talk") == 0 }
        }
    }

    /// Deadlines, disconnects and late ends of many calls cross; nothing is lost, and nothing is left over.
    @Test func endsThatCrossLeaveNothingBehind() async throws {
        var random = SeededGenerator()
        let seed = random.seed
        try await ModuleServer.run([TestModule.build("talk")], grace: .seconds(5)) { server in
            for _ in 0..<8 {
                let client = try await server.connect()
                let asks = (0..<60).map { _ in
                    (UInt64.random(in: 0...4, using: &random), Int.random(in: 1...6, using: &random))
                }
                await withTaskGroup(of: StatusCode?.self) { group in
                    for (milliseconds, timeout) in asks {
                        group.addTask {
                            let ask = Ask(text: "x", number: milliseconds)
                            let timeout = Duration.milliseconds(timeout)
                            return await client.failure("Talk/FinishLater", ask, timeout: timeout)?.code
                        }
                    }
                    group.addTask {
                        try? await Task.sleep(for: .milliseconds(4))
                        await client.close()
                        return nil
                    }
                    for await code in group {
                        let expected = [nil, StatusCode.deadlineExceeded, .cancelled, .unavailable]
                        #expect(expected.contains(code), "seed \(seed)")
                    }
                }
            }
            try await eventually("all end, seed \(seed)") { try await server.activeCalls(of: "probe.talk") == 0 }
            #expect(!server.log.holds("finished a call that has ended"), "seed \(seed)")
            #expect(try await server.connect().ask("Talk/Echo", Ask(text: "well")).text == "well")
        }
    }
}
