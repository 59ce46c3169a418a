import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// Nobody waits for ever, nobody takes more than his share.
    struct BoundTests {
        @Test(arguments: [[UInt8](repeating: 0, count: 3), [0, 0, 0, 9, 0, 0, 0, 1, 1, 0, 1], Array("GE".utf8)])
        func closesHalfAFrame(bytes: [UInt8]) async throws {
            try await TestServer.run({ $0.frameNanoseconds = 100_000_000 }) { server in
                let client = try server.connect()
                try client.send(bytes)
                #expect(!client.isAtEnd(within: 0.05))
                #expect(client.isAtEnd(within: 5))
            }
        }

        @Test func closesAFrameThatTricklesIn() async throws {
            try await TestServer.run({ $0.frameNanoseconds = 200_000_000 }) { server in
                let client = try server.connect()
                for byte in RawFrame.request(1, "Unary", payload: [UInt8](repeating: 1, count: 100)).bytes {
                    guard client.sendSome([byte]) == 1, !client.isAtEnd(within: 0.01) else { break }
                }
                #expect(client.isAtEnd(within: 5))
                #expect(server.router.openedCalls == 0)
            }
        }

        @Test func closesAnIdleConnectionButNoneWithAnOpenCall() async throws {
            try await TestServer.run({ $0.idleNanoseconds = 100_000_000 }) { server in
                let (silent, idle, waiting) = (try server.connect(), try server.connect(), try server.connect())
                try idle.send(.request(1, "Unary"))
                try waiting.send(.request(1, "Never"))
                #expect(try idle.frame().stream == 1)
                #expect(silent.isAtEnd(within: 5))
                #expect(idle.isAtEnd(within: 5))
                #expect(!waiting.isAtEnd(within: 0.4))
                try waiting.send(.request(3, "Unary"))
                #expect(try waiting.frame().stream == 3)
            }
        }

        @Test func closesOneConnectionTooMany() async throws {
            try await TestServer.run({ $0.connections = 2 }) { server in
                let first = try server.connect()
                let second = try server.connect()
                try second.send(.request(1, "Unary"))
                #expect(try second.frame().stream == 1)
                #expect(try server.connect().isAtEnd(within: 5))
                first.close()
                try await server.eventually { server.listener.connectionCount == 1 }
                try server.expectAlive()
            }
        }

        @Test func refusesOneCallTooMany() async throws {
            try await TestServer.run({ $0.callsPerConnection = 3 }) { server in
                let client = try server.connect()
                try client.send(.request(1, "Never"), .request(3, "Never"), .request(5, "Slow", payload: [100]))
                try client.send(.request(7, "Unary"))
                #expect(try client.frame().code == 8)
                #expect(try client.frame().stream == 5)
                try client.send(.request(9, "Unary"))
                #expect(try client.frame().code == 0)
            }
        }

        @Test(arguments: ["Endless", "EndlessElsewhere"])
        func stallsOnlyAStreamThatIsNotRead(method: String) async throws {
            try await TestServer.run { server in
                let slow = try server.connect(receiveBuffer: 16_384)
                try slow.send(.request(1, method))
                try await server.eventually { server.router.timesFull > 0 }
                #expect(server.router.sentBytes < 16 << 20)
                for _ in 0..<100 { try server.expectAlive() }
                let before = server.router.sentBytes
                for _ in 0..<20_000 { #expect(try slow.frame().body.count == 1_000) }
                #expect(server.router.sentBytes > before)
            }
        }

        @Test func readsNoMoreFromAClientThatDoesNotRead() async throws {
            try await TestServer.run { server in
                let slow = try server.connect(receiveBuffer: 16_384)
                let calls = 100
                try slow.send((0..<calls).flatMap { RawFrame.request(UInt32(2 * $0 + 1), "Large", payload: [3]).bytes })
                try await server.eventually { server.router.openedCalls > 0 }
                for _ in 0..<100 { try server.expectAlive() }
                #expect(server.router.openedCalls < 120)
                for number in 0..<calls {
                    let frame = try slow.frame()
                    #expect(frame.stream == UInt32(2 * number + 1))
                    #expect(frame.payload.count == 3 << 20)
                }
            }
        }

        @Test func answersInFewWordsWhenTooManyRepliesWait() async throws {
            try await TestServer.run({ $0.outboundCeilingBytes = 8 << 20 }) { server in
                let slow = try server.connect(receiveBuffer: 16_384)
                let calls = 60
                try slow.send(
                    (0..<calls).flatMap { RawFrame.request(UInt32(2 * $0 + 1), "LargeElsewhere", payload: [3]).bytes }
                )
                try await server.eventually { server.router.openedCalls == calls && server.router.openCalls == 0 }
                let answers = try (0..<calls).map { _ in try slow.frame() }
                #expect(Set(answers.map(\.stream)).count == calls)
                // The ceiling, what may wait before it counts, and the sockets' own buffers.
                #expect(answers.count { $0.code == 0 } < 10)
                #expect(answers.allSatisfy { $0.code == 0 || $0.code == 8 })
                #expect(answers.filter { $0.code == 0 }.allSatisfy { $0.payload.count == 3 << 20 })
            }
        }

        @Test func isNotDisturbedByAThousandIdleConnections() async throws {
            try raiseDescriptorLimit()
            try await TestServer.run(threads: 2) { server in
                let before = residentMemory()
                let idle = try (0..<1_000).map { _ in try server.connect() }
                for client in idle { try client.send(.request(1, "Unary")) }
                for client in idle { #expect(try client.frame().stream == 1) }
                #expect(server.listener.connectionCount == 1_000)
                #expect(residentMemory() - before < 200 << 20)
                let busy = try server.connect()
                for number in 0..<1_000 {
                    try busy.send(.request(UInt32(2 * number + 1), "Unary"))
                    #expect(try busy.frame().code == 0)
                }
                for client in idle { client.close() }
                try await server.eventually { server.listener.connectionCount == 1 }
            }
        }
    }
}
