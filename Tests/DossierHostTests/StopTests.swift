import DossierClient
import DossierCore
import Testing

/// How a server parts from its modules.
@Suite struct StopTests {
    @Test func stopComesAfterTheLastFinish() async throws {
        let log = LogRecorder()
        try await ModuleServer.run([TestModule.build("talk")], grace: .milliseconds(50), log: log) { server in
            let client = try await server.connect()
            let late = Task { await client.failure("Talk/FinishLater", Ask(text: "x", number: 700)) }
            try await eventually("the call is open") { try await server.activeCalls(of: "probe.talk") == 1 }
            _ = late
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

    @Test func aModuleThatNeverFinishesIsLeftAndTheOthersAreStopped() async throws {
        let log = LogRecorder()
        try await ModuleServer.run(TestModule.build(all: "talk", "jam"), grace: .milliseconds(50), log: log) { server in
            let failure = try await server.connect().failure("Talk/Hold", timeout: .milliseconds(20))
            #expect(failure?.code == .deadlineExceeded)
        }
        #expect(log.holds("left running", "probe.talk"))
        #expect(!log.holds("talk stops"))
        #expect(log.holds("jam stops"))
    }

    @Test func aStuckModuleDoesNotHoldTheServerUp() async throws {
        let log = LogRecorder()
        let left = try await ModuleServer.run([TestModule.build("jam")], grace: .milliseconds(50), log: log) { server in
            let failure = try await server.connect().failure("Jam/Block", timeout: .milliseconds(20))
            #expect(failure?.code == .deadlineExceeded)
            return ContinuousClock.now
        }
        let patience = Duration.nanoseconds(Limits.settleNanoseconds + Limits.lingerNanoseconds)
        #expect(ContinuousClock.now - left < patience + .seconds(5))
        #expect(log.holds("left running", "probe.jam"))
    }
}
