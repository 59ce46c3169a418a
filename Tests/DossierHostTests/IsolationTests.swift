import DossierClient
import DossierCore
import Testing

/// A module that is stuck starves itself alone.
@Suite struct IsolationTests {
    @Test func aStuckModuleRefusesItsOwnCallsOnly() async throws {
        try await ModuleServer.run(TestModule.build(all: "jam", "talk"), grace: .seconds(5)) { server in
            var jammed: [Client] = []
            for _ in 0..<5 { jammed.append(try await server.connect()) }
            let other = try await server.connect()
            let taken = Limits.workersPerModule + Limits.queuePerModule
            await withTaskGroup(of: Status?.self) { group in
                for _ in 0..<Limits.workersPerModule {
                    group.addTask { [client = jammed[0]] in await client.failure("Jam/Block") }
                }
                await blocked(Limits.workersPerModule, other)
                for number in 0..<Limits.queuePerModule + 3 {
                    group.addTask { [client = jammed[number % jammed.count]] in await client.failure("Jam/Block") }
                }
                var refused: [Status] = []
                while refused.count < 3, let end = await group.next() {
                    if let end { refused.append(end) }
                }
                #expect(refused.allSatisfy { $0.code == .resourceExhausted && $0.message.contains("probe.jam") })
                #expect(refused.allSatisfy { $0.retryDelay == .nanoseconds(Limits.retryNanoseconds) })
                let start = ContinuousClock.now
                let answer = try? await other.ask("Talk/Echo", Ask(text: "at once"))
                #expect(answer?.text == "at once")
                #expect(ContinuousClock.now - start < .seconds(1))
                _ = try? await other.ask("Jam/Free", Ask(number: UInt64(taken)))
                for await end in group { #expect(end == nil) }
            }
            #expect(try await server.activeCalls(of: "probe.jam") == 0)
        }
    }

    @Test func aModuleThatHoldsItsReadsLeavesSomeToOthers() async throws {
        try await ModuleServer.run(TestModule.build(all: "jam", "notes")) { server in
            let client = try await server.connect()
            _ = try await client.ask("Notes/Put", Ask(text: "one", id: "a"))
            let threads = 2 * Limits.readers
            _ = try await client.ask("Jam/HoldReads", Ask(number: UInt64(threads)))
            await blocked(Limits.readsPerModule, client)
            #expect(try await client.ask("Notes/Read", Ask(id: "a"), timeout: .seconds(5)).text == "one")
            #expect(try await client.ask("Jam/Blocked").number == UInt64(Limits.readsPerModule))
            _ = try await client.ask("Jam/Free", Ask(number: UInt64(threads)))
        }
    }

    @Test func aModuleThatKeepsItsCallsLeavesRoomForOthers() async throws {
        try await ModuleServer.run(TestModule.build(all: "jam", "talk"), grace: .seconds(5)) { server in
            let other = try await server.connect()
            let perClient = Limits.callsPerConnection
            let clients = Limits.callsPerModule / perClient
            let refused = try await withThrowingTaskGroup(of: Void.self) { group in
                var keepers: [Client] = []
                for _ in 0..<clients {
                    let client = try await server.connect()
                    keepers.append(client)
                    for _ in 0..<perClient { group.addTask { _ = await client.failure("Jam/Keep") } }
                }
                try await eventually("all are kept") {
                    try await server.activeCalls(of: "probe.jam") == Limits.callsPerModule
                }
                let refused = await other.failure("Jam/Keep")
                #expect(try await other.ask("Talk/Echo", Ask(text: "room")).text == "room")
                for client in keepers { await client.close() }
                try await group.waitForAll()
                return refused
            }
            #expect(refused?.code == .resourceExhausted)
            #expect(refused?.message.contains("probe.jam") == true)
            #expect(refused?.retryDelay == .nanoseconds(Limits.retryNanoseconds))
            try await eventually("all end") { try await server.activeCalls(of: "probe.jam") == 0 }
        }
    }

    private func blocked(_ count: Int, _ client: Client) async {
        while let answer = try? await client.ask("Jam/Blocked"), answer.number < count {
            try? await Task.sleep(for: .milliseconds(2))
        }
    }
}
