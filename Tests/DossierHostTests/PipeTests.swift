import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// Clients that stream, and modules that take what they send.
@Suite struct PipeTests {
    @Test func messagesComeInOrderAndTheReplyAfterTheLast() async throws {
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let call = try await server.connect().pipe("Pipe/Sum", repliesStream: false)
            for number in 1...100 { try await call.send(Ask(number: UInt64(number))) }
            try await call.closeSending()
            #expect(try await call.reply() == Answer(number: 5_050, other: 100))
            try await eventually("it ends") { try await server.activeCalls(of: "probe.pipe") == 0 }
        }
    }

    @Test func aClientThatSendsNothingIsAnsweredWell() async throws {
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let client = try await server.connect()
            let sum = try await client.pipe("Pipe/Sum", repliesStream: false)
            try await sum.closeSending()
            #expect(try await sum.reply() == Answer())
            let echo = try await client.pipe("Pipe/Echo")
            try await echo.closeSending()
            #expect(try await echo.answers().isEmpty)
        }
    }

    @Test func aModuleMayAnswerBeforeTheClientIsDone() async throws {
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let client = try await server.connect()
            let call = try await client.pipe("Pipe/Sum", repliesStream: false)
            try await call.send(Ask(text: "leave", number: 7))
            #expect(try await call.reply() == Answer(number: 7, other: 1))
            try? await call.send(Ask(number: 8))
            #expect(try await client.ask("Pipe/State").text == "last 0")
        }
    }

    /// A window of them under way at a time, as many as may wait.
    @Test func everyMessageOfALongConversationIsAnswered() async throws {
        let isLong = TestLength.isLong
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let call = try await server.connect().pipe("Pipe/Echo")
            let count: UInt64 = isLong ? 100_000 : 5_000
            let window = UInt64(Limits.waitingMessages)
            try await withThrowingTaskGroup(of: Void.self) { group in
                let (acknowledged, acknowledge) = AsyncStream<UInt64>.makeStream()
                group.addTask {
                    var expected: UInt64 = 0
                    for try await reply in call.replies {
                        let answer = Answer(reply)
                        guard answer.number == expected else { throw Status(.dataLoss, "\(answer), not \(expected)") }
                        expected += 1
                        if expected % (window / 2) == 0 { acknowledge.yield(expected) }
                    }
                    acknowledge.finish()
                    #expect(expected == count)
                }
                group.addTask {
                    var sent: UInt64 = 0
                    var limit = window
                    var acknowledgements = acknowledged.makeAsyncIterator()
                    while sent < count {
                        if sent == limit, let next = await acknowledgements.next() { limit = next + window }
                        try await call.send(Ask(text: "m", number: sent))
                        sent += 1
                    }
                    try await call.closeSending()
                }
                try await group.waitForAll()
            }
        }
    }

    /// Nobody takes the messages: what waits is bounded in number and in bytes, and the call ends past that.
    @Test(arguments: [(0, Limits.waitingMessages), (1 << 20, 7)])
    func whatWaitsIsBounded(size: Int, most: Int) async throws {
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let client = try await server.connect()
            let call = try await client.pipe("Pipe/Hoard")
            let text = String(repeating: "x", count: size)
            for _ in 0..<most { try await call.send(Ask(text: text)) }
            try await Task.sleep(for: .milliseconds(50))
            #expect(try await client.ask("Pipe/State").number == 1)
            for _ in 0..<2 { try? await call.send(Ask(text: text)) }
            let end = await #expect(throws: Status.self) { try await call.answers() }
            #expect(end?.code == .resourceExhausted)
            try await eventually("the module hears of it") {
                try await client.ask("Pipe/State") == Answer(text: "last 1", number: 0)
            }
        }
    }

    @Test func whatWaitsIsTakenByAnyThreadOnce() async throws {
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let client = try await server.connect()
            let call = try await client.pipe("Pipe/Hoard")
            for _ in 0..<Limits.waitingMessages { try await call.send(Ask(text: "x")) }
            try await eventually("all are here") {
                // -2: more may come.
                try await client.ask("Pipe/Collect") == Answer(text: "-2", number: UInt64(Limits.waitingMessages))
            }
            try await call.send(Ask(text: "another"))
            try await call.closeSending()
            try await eventually("the last is here") { try await client.ask("Pipe/Collect").text == "11" }
            await client.close()
        }
    }

    @Test func aCallerWhoLeavesWakesTheModuleThatWaits() async throws {
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let other = try await server.connect()
            for method in ["Pipe/Sum", "Pipe/Echo"] {
                let client = try await server.connect()
                let call = try await client.pipe(method, repliesStream: method == "Pipe/Echo")
                try await call.send(Ask(number: 1))
                try await eventually("it waits") { try await other.ask("Pipe/State").number == 1 }
                await client.close()
                try await eventually("it ends") {
                    let state = try await other.ask("Pipe/State")
                    return state.number == 0 && state.text == "last 1"
                }
            }
        }
    }

    @Test(arguments: ["Pipe/Sum", "Pipe/Echo"])
    func aDeadlineWakesTheModuleThatWaits(method: String) async throws {
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let client = try await server.connect()
            let isEcho = method == "Pipe/Echo"
            let call = try await client.pipe(method, timeout: .milliseconds(80), repliesStream: isEcho)
            let end = await #expect(throws: Status.self) { try await call.answers() }
            #expect(end?.code == .deadlineExceeded)
            try await eventually("the module hears of it") {
                let state = try await client.ask("Pipe/State")
                return state.number == 0 && state.text == "last 4"
            }
        }
    }

    @Test(arguments: ["Pipe/Sum", "Pipe/Echo"])
    func aMessageThatCannotBeReadEndsTheCallAlone(method: String) async throws {
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let client = try await server.connect()
            let call = try await client.pipe(method, repliesStream: method == "Pipe/Echo")
            try await call.send(Ask(number: 1))
            try await call.send([0x0A, 0x05, 0x61])
            try? await call.send(Ask(number: 2))
            let end = await #expect(throws: Status.self) { try await call.answers() }
            #expect(end?.code == .invalidArgument)
            try await eventually("the module hears of it") {
                try await client.ask("Pipe/State").text == "last 1"
            }
        }
    }

    /// All but one of the module's workers may wait; then a caller is told so, and the module serves on.
    @Test func oneWorkerIsAlwaysLeft() async throws {
        try await ModuleServer.run([TestModule.build("pipe")]) { server in
            let client = try await server.connect()
            var calls: [DuplexCall] = []
            for count in 1..<Limits.workersPerModule {
                calls.append(try await client.pipe("Pipe/Sum", repliesStream: false))
                try await eventually("it waits") { try await client.ask("Pipe/State").number == UInt64(count) }
            }
            let last = try await client.pipe("Pipe/Sum", repliesStream: false)
            let refused = await #expect(throws: Status.self) { try await last.reply() }
            #expect(refused?.code == .resourceExhausted)
            #expect(try await client.ask("Pipe/Misuse", timeout: .seconds(5)) == Answer(number: 9, other: 1))
            for call in calls {
                try await call.send(Ask(number: 3))
                try await call.closeSending()
                #expect(try await call.reply() == Answer(number: 3, other: 1))
            }
        }
    }

    @Test func aStopEndsWhatIsOpen() async throws {
        let log = LogRecorder()
        try await ModuleServer.run([TestModule.build("pipe")], grace: .milliseconds(50), log: log) { server in
            let client = try await server.connect()
            let other = try await server.connect()
            var calls: [DuplexCall] = []
            for method in ["Pipe/Sum", "Pipe/Echo", "Pipe/Hoard"] {
                calls.append(try await client.pipe(method, repliesStream: method != "Pipe/Sum"))
                try await calls.last?.send(Ask(number: 1))
            }
            try await eventually("all are open") { try await other.ask("Pipe/State").number == 3 }
        }
        #expect(log.holds("pipe stops with 0 calls unfinished"))
    }

    /// Callers, messages, deadlines and disconnects cross; nothing is lost, and nothing is left over.
    @Test func endsThatCrossLeaveNothingBehind() async throws {
        var random = SeededGenerator()
        let seed = random.seed
        try await ModuleServer.run([TestModule.build("pipe")], grace: .seconds(5)) { server in
            for _ in 0..<10 {
                let client = try await server.connect()
                let plans = (0..<30).map { _ in
                    (Int.random(in: 0...20, using: &random), Int.random(in: 1...8, using: &random))
                }
                await withTaskGroup(of: Void.self) { group in
                    for (messages, timeout) in plans {
                        group.addTask {
                            guard let call = try? await client.pipe("Pipe/Echo", timeout: .milliseconds(timeout)) else {
                                return
                            }
                            for number in 0..<messages { try? await call.send(Ask(number: UInt64(number))) }
                            if messages % 2 == 0 { try? await call.closeSending() }
                            _ = try? await call.answers()
                        }
                    }
                    group.addTask {
                        try? await Task.sleep(for: .milliseconds(5))
                        await client.close()
                    }
                }
            }
            try await eventually("all end, seed \(seed)") { try await server.activeCalls(of: "probe.pipe") == 0 }
            #expect(!server.log.holds("finished a call that has ended"), "seed \(seed)")
        }
    }
}
