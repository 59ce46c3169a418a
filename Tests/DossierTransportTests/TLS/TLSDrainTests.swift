import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// Going down without losing an answer that TLS still holds.
    struct TLSDrainTests {
        @Test func finishesOpenCallsAndRefusesNewOnes() async throws {
            try await TLSServer.run { tls in
                let tunnel = try tls.tunnel()
                let client = tunnel.client
                try client.send(.request(1, "Held", payload: [250]))
                try await tls.server.eventually { tls.server.router.openCalls == 1 }
                async let drained: Void = tls.server.listener.drain(within: 60_000_000_000)
                #expect(try firstRefusal(client) == 14)
                tls.server.router.release()
                #expect(try client.frame() == RawFrame(stream: 1, type: 2, body: [0x12, 1, 250]))
                #expect(client.isAtEnd(within: 5))
                await drained
                #expect(tls.server.router.cancelled.isEmpty)
                #expect(tls.server.listener.connectionCount == 0)
                withExtendedLifetime(tunnel) {}
            }
        }

        @Test(arguments: ["-tls1_2", "-tls1_3"])
        func writesEveryByteToASlowReader(version: String) async throws {
            try await TLSServer.run { tls in
                let tunnel = try tls.tunnel(version)
                let calls = (0..<8).flatMap {
                    RawFrame.request(UInt32(2 * $0 + 1), "LargeElsewhere", payload: [3]).bytes
                }
                try tunnel.client.send(calls)
                try await tls.server.eventually {
                    tls.server.router.openedCalls == 8 && tls.server.router.openCalls == 0
                }
                async let drained: Void = tls.server.listener.drain(within: 60_000_000_000)
                #expect(!tunnel.client.isAtEnd(within: 0.3))
                for _ in 0..<8 {
                    #expect(try tunnel.client.frame().payload.count == 3 << 20)
                    try await Task.sleep(for: .milliseconds(50))
                }
                #expect(tunnel.client.isAtEnd(within: 5))
                await drained
            }
        }

        @Test func writesEveryByteToASlowReaderOfHTTP2() async throws {
            try await TLSServer.run { tls in
                let tunnel = try tls.tunnel()
                let client = try RawHTTP2Client(over: tunnel.client, window: 8 << 20)
                for call in UInt32(0)..<8 {
                    try client.send(.request(2 * call + 1, "LargeElsewhere"), .message(2 * call + 1, [3]))
                }
                try await tls.server.eventually {
                    tls.server.router.openedCalls == 8 && tls.server.router.openCalls == 0
                }
                async let drained: Void = tls.server.listener.drain(within: 60_000_000_000)
                // Longer than a client has time to close a connection on which all is said.
                try await Task.sleep(for: .milliseconds(1_500))
                let frames = try client.framesToEnd()
                #expect(frames.filter { $0.kind == .data }.reduce(0) { $0 + $1.payload.count } == 8 * (3 << 20 + 5))
                #expect(frames.count { $0.endsStream } == 8)
                await drained
                withExtendedLifetime(tunnel) {}
            }
        }

        @Test func writesEveryByteToASlowReaderOfHTTP1() async throws {
            try await TLSServer.run({ $0.lateCallNanoseconds = 100_000_000 }) { tls in
                let slow = try (0..<3).map { _ in try tls.tunnel() }
                for tunnel in slow {
                    let type = ["content-type: application/proto"]
                    try tunnel.client.send("POST /test.Echo/LargeElsewhere HTTP/1.1", type, body: [4])
                }
                try await tls.server.eventually {
                    tls.server.router.openedCalls == 3 && tls.server.router.openCalls == 0
                }
                async let drained: Void = tls.server.listener.drain(within: 60_000_000_000)
                try await Task.sleep(for: .milliseconds(1_500))
                for tunnel in slow {
                    #expect(try tunnel.client.response().body.count == 4 << 20)
                    #expect(tunnel.client.isAtEnd(within: 5))
                }
                await drained
            }
        }

        @Test func servesTheFirstCallOfAConnection() async throws {
            try await TLSServer.run({ $0.lateCallNanoseconds = 10_000_000_000 }) { tls in
                let tunnel = try tls.tunnel()
                try await tls.server.eventually { tls.server.listener.connectionCount == 1 }
                async let drained: Void = tls.server.listener.drain(within: 60_000_000_000)
                try await tls.server.untilDraining()
                try tunnel.client.send(.request(1, "Unary", payload: [5]))
                #expect(try tunnel.client.frame() == RawFrame(stream: 1, type: 2, body: [0x12, 1, 5]))
                #expect(tunnel.client.isAtEnd(within: 5))
                await drained
                withExtendedLifetime(tunnel) {}
            }
        }

        @Test func closesWhatIsIdleOrInItsHandshakeSoon() async throws {
            try await TLSServer.run { tls in
                let used = try tls.tunnel()
                try used.client.send(.request(1, "Unary"))
                #expect(try used.client.frame().stream == 1)
                let silent = try tls.tunnel()
                let half = try tls.server.connect()
                try half.send([0x16, 3, 1])
                try await tls.server.eventually { tls.server.listener.connectionCount == 3 }
                let start = ContinuousClock.now
                await tls.server.listener.drain(within: 60_000_000_000)
                #expect(ContinuousClock.now - start < .seconds(30))
                for client in [used.client, silent.client, half] { #expect(client.isAtEnd(within: 5)) }
            }
        }

        /// Nor for those who watch it over HTTP, be there ever so many.
        @Test func waitsForNobodyWhoDoesNotAnswer() async throws {
            try await TLSServer.run({ $0.lingerNanoseconds = 100_000_000 }) { tls in
                let slow = try tls.tunnel()
                try slow.client.send(.request(1, "Endless"))
                try await tls.server.eventually { tls.server.router.timesFull > 0 }
                let onlookers = try (0..<4).map { _ in try tls.tunnel() }
                for onlooker in onlookers {
                    try onlooker.client.send(Array("GET /healthz HTTP/1.1\r\n\r\n".utf8))
                    #expect(try onlooker.client.read(12) == Array("HTTP/1.1 200".utf8))
                    onlooker.freeze()
                }
                let start = ContinuousClock.now
                await tls.server.listener.drain(within: 100_000_000)
                #expect(ContinuousClock.now - start < .seconds(2))
                #expect(tls.server.listener.connectionCount == 0)
                withExtendedLifetime((slow, onlookers)) {}
            }
        }
    }
}

/// Calls until the server refuses: the status code of that answer.
private func firstRefusal(_ client: RawClient) throws -> Int32 {
    var stream: UInt32 = 3
    while true {
        try client.send(.request(stream, "Unary"))
        let code = try client.frame().code
        if code != 0 { return code }
        stream += 2
    }
}
