import DossierClient
import DossierCore
import Testing

/// How a server parts from its modules.
@Suite struct StopTests {
    @Test func stopComesAfterTheLastFinish() async throws {
        let log = LogRecorder()
        try await ModuleServer.run([TestModule.build("talk")], grace: .milliseconds(50), log: log) { server in
            try await open("Talk/FinishLater", Ask(text: "x", number: 700), on: server)
            try await eventually("the call is open") { try await server.activeCalls(of: "probe.talk") == 1 }
        }
        #expect(log.holds("talk stops with 0 calls unfinished"))
    }

    @Test func everyWriteIsToldBeforeStopReturns() async throws {
        let log = LogRecorder()
        try await ModuleServer.run([TestModule.build("notes")], log: log) { server in
            let client = try await server.connect()
            _ = try await client.ask("Notes/KeepWriting")
            try await Task.sleep(for: .milliseconds(100))
        }
        let line = try #require(log.lines.first { $0.contains("notes stops") })
        let counts = try #require(line.firstMatch(of: /(\d+) accepted, (\d+) told/))
        #expect(counts.1 == counts.2)
        #expect(Int(counts.1) ?? 0 > 0)
    }

    /// Leaves a call to itself, on a connection of its own.
    private func open(_ method: String, _ ask: Ask = Ask(), on server: ModuleServer) async throws {
        let client = try await server.connect()
        Task { await client.failure(method, ask) }
    }

    @Test func aModuleThatNeverFinishesIsLeftAndTheOthersAreStopped() async throws {
        let log = LogRecorder()
        try await ModuleServer.run(TestModule.build(all: "talk", "jam"), grace: .milliseconds(50), log: log) { server in
            try await open("Talk/Hold", Ask(text: "held"), on: server)
            let client = try await server.connect()
            try await eventually("it is held") { try await client.ask("Talk/Held").text == "held" }
        }
        #expect(log.holds("left running", "probe.talk"))
        #expect(!log.holds("talk stops"))
        #expect(log.holds("jam stops"))
    }

    @Test func aStuckModuleDoesNotHoldTheServerUp() async throws {
        let log = LogRecorder()
        let left = try await ModuleServer.run([TestModule.build("jam")], grace: .milliseconds(50), log: log) { server in
            try await open("Jam/Block", on: server)
            let client = try await server.connect()
            try await eventually("it blocks") { try await client.ask("Jam/Blocked").number == 1 }
            return ContinuousClock.now
        }
        let patience = Duration.nanoseconds(Limits.settleNanoseconds + Limits.lingerNanoseconds)
        #expect(ContinuousClock.now - left < patience + .seconds(5))
        #expect(log.holds("left running", "probe.jam"))
    }
}
