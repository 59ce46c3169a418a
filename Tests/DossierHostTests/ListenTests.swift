import DossierClient
import DossierCore
import Testing

/// Hints to a module itself, by kind.
@Suite struct ListenTests {
    @Test func aHintComesForItsKindAlone() async throws {
        try await ModuleServer.run(TestModule.build(all: "listen", "notes")) { server in
            let client = try await server.connect()
            for (number, kind) in ["notes", "echoes", ""].enumerated() {
                let begun = try await client.ask("Listen/Begin", Ask(text: kind))
                #expect(begun == Answer(number: UInt64(number), other: 1))
            }
            let note = try await client.ask("Notes/Put", Ask(text: "one", id: "a")).number
            try await heard([note, 0, note], client)
            let echo = try await client.ask("Listen/Put").number
            try await heard([note, echo, echo], client)
            #expect(try await client.ask("Listen/Heard", Ask(number: 0)).number == 1)
            #expect(try await client.ask("Listen/Heard", Ask(number: 1)).number == 1)
        }
    }

    @Test func hintsCoalesceAndComeOneAtATime() async throws {
        try await ModuleServer.run(TestModule.build(all: "listen", "notes")) { server in
            let client = try await server.connect()
            for _ in 0..<4 { _ = try await client.ask("Listen/Begin", Ask(flag: true)) }
            var last: UInt64 = 0
            for number in 0..<40 { last = try await client.ask("Notes/Put", Ask(id: "n\(number)")).number }
            // One waits inside, and keeps no other call of the module waiting.
            #expect(try await client.ask("Listen/Put", timeout: .seconds(5)).number == last + 1)
            _ = try await client.ask("Listen/Heard", Ask(flag: true))
            try await heard([last + 1, last + 1, last + 1, last + 1], client)
            let state = try await client.ask("Listen/Heard", Ask(number: 3))
            #expect(state.number <= 3)
            #expect(state.text.hasSuffix("overlaps 0"))
        }
    }

    @Test func unsubscribeWaitsForAHintThatRunsAndNoneFollows() async throws {
        try await ModuleServer.run(TestModule.build(all: "listen", "notes")) { server in
            let client = try await server.connect()
            _ = try await client.ask("Listen/Begin", Ask(flag: true))
            for number in 0..<10 { _ = try await client.ask("Notes/Put", Ask(id: "n\(number)")) }
            try await eventually("a hint runs") { try await client.ask("Listen/Heard").text.hasPrefix("inside 1") }
            async let ending = client.ask("Listen/End")
            try await Task.sleep(for: .milliseconds(50))
            _ = try await client.ask("Listen/Heard", Ask(flag: true))
            // The one that ran, and none of those that waited.
            #expect(try await ending == Answer(number: 0, other: 1))
            _ = try await client.ask("Notes/Put", Ask(id: "later"))
            try await Task.sleep(for: .milliseconds(50))
            #expect(try await client.ask("Listen/Heard").number == 1)
        }
    }

    @Test func aHintMayEndItsOwnSubscription() async throws {
        try await ModuleServer.run(TestModule.build(all: "listen", "notes")) { server in
            let client = try await server.connect()
            _ = try await client.ask("Listen/Begin", Ask(size: 1))
            for number in 0..<10 { _ = try await client.ask("Notes/Put", Ask(id: "n\(number)")) }
            try await eventually("it is heard") { try await client.ask("Listen/Heard").number == 1 }
            try await Task.sleep(for: .milliseconds(50))
            #expect(try await client.ask("Listen/Heard") == Answer(text: "inside 0, overlaps 0", number: 1, other: 1))
        }
    }

    @Test func hintsEndBeforeTheModuleIsStopped() async throws {
        let log = LogRecorder()
        try await ModuleServer.run(TestModule.build(all: "listen", "notes"), log: log) { server in
            let client = try await server.connect()
            for _ in 0..<4 { _ = try await client.ask("Listen/Begin") }
            let writer = try await server.connect()
            Task {
                // Until the server goes.
                var number = 0
                while await writer.failure("Notes/Put", Ask(id: "n\(number)")) == nil { number += 1 }
            }
            try await eventually("they come") { try await client.ask("Listen/Heard", Ask(number: 3)).number > 20 }
        }
        #expect(log.holds("listen stops: inside 0, late 0"))
    }

    /// Each listener's latest is that one.
    private func heard(_ latest: [UInt64], _ client: Client) async throws {
        for (number, sequence) in latest.enumerated() {
            try await eventually("listener \(number) hears of \(sequence)") {
                try await client.ask("Listen/Heard", Ask(number: UInt64(number))).other == sequence
            }
        }
    }
}
