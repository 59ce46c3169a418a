import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// Deadlines and lost connections.
    struct CancellationTests {
        @Test func endsACallAtItsDeadline() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let start = ContinuousClock.now
                try client.send(.request(1, "Never", timeout: 200_000_000), .request(3, "Never", timeout: 100_000_000))
                #expect(try client.frame().stream == 3)
                let answer = try client.frame()
                #expect(answer.code == 4)
                #expect(answer.stream == 1)
                #expect(ContinuousClock.now - start >= .milliseconds(200))
                #expect(server.router.cancelled == [.deadline, .deadline])
            }
        }

        @Test(arguments: [Int64.max, 1 << 62, 0, -1])
        func keepsACallWithoutADeadline(timeout: Int64) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Slow", payload: [50], timeout: timeout))
                #expect(try client.frame().payload == [50])
                #expect(server.router.cancelled.isEmpty)
            }
        }

        @Test func answersInTimeBeforeTheDeadline() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Slow", payload: [1], timeout: 1_000_000_000))
                #expect(try client.frame().payload == [1])
                #expect(throws: RawClient.Failure.self) { try client.frame(within: 1.2) }
                #expect(server.router.cancelled.isEmpty)
            }
        }

        @Test func cancelsTheCallsOfALostConnection() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(
                    .request(1, "Never"),
                    .request(3, "EndlessElsewhere"),
                    .request(5, "Collect", flags: RawFrame.remoteOpen)
                )
                try await server.eventually { server.router.openCalls == 3 }
                client.close()
                try await server.eventually { server.router.openCalls == 0 }
                #expect(server.router.cancelled == [.disconnected, .disconnected, .disconnected])
                try await server.eventually { server.listener.connectionCount == 0 }
            }
        }

        @Test func dropsTheAnswerToALostConnection() async throws {
            try await TestServer.run { server in
                for _ in 0..<50 {
                    let client = try server.connect()
                    try client.send(.request(1, "Slow", payload: [1]), .request(3, "CountElsewhere", payload: [200]))
                    client.close()
                }
                try await server.eventually { server.router.openCalls == 0 && server.listener.connectionCount == 0 }
                try server.expectAlive()
            }
        }
    }
}
