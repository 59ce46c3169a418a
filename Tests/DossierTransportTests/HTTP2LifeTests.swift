import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// Connections of HTTP/2 that are silent, too lively, or old.
    struct HTTP2LifeTests {
        @Test func keepsASilentClientThatAnswersPings() async throws {
            let configure = { (configuration: inout ListenerConfiguration) in
                configuration.pingNanoseconds = 50_000_000
                configuration.pingAnswerNanoseconds = 100_000_000
            }
            try await TestServer.run(configure) { server in
                let client = try RawHTTP2Client(server)
                try client.send(.request(1, "Never"), .message(1))
                for _ in 0..<10 { try client.send(.pong(client.next(.ping))) }
                #expect(server.router.openCalls == 1)
                let start = ContinuousClock.now
                #expect(try client.framesToEnd().map(\.kind) == [.ping])
                #expect(ContinuousClock.now - start > .milliseconds(100))
                try await server.eventually { server.router.cancelled == [.disconnected] }
            }
        }

        /// The time until the answer is waited for, not spent.
        @Test func sleepsWhileItWaitsForAnAnswer() async throws {
            let configure = { (configuration: inout ListenerConfiguration) in
                configuration.pingNanoseconds = 50_000_000
                configuration.pingAnswerNanoseconds = 60_000_000_000
            }
            try await TestServer.run(configure) { server in
                let client = try RawHTTP2Client(server)
                // Something else that has its time meanwhile.
                try client.send(.request(1, "Never", ("grpc-timeout", "150m")), .message(1))
                _ = try client.next(.ping)
                _ = try client.next(.headers)
                let before = try server.eventLoopTime()
                try await Task.sleep(for: .milliseconds(500))
                #expect(try server.eventLoopTime() - before < .milliseconds(100))
            }
        }

        @Test func sendsAClientAwayThatPingsTooOften() async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server)
                try client.send(.ping(), .ping(), .ping())
                for _ in 0..<3 { #expect(try client.next(.ping).flags == RawHTTP2Frame.acknowledgement) }
                try client.send(.ping())
                let goodbye = try client.next(.goAway)
                #expect(goodbye.payload == [0, 0, 0, 0, 0, 0, 0, 11] + Array("too_many_pings".utf8))
                #expect(client.isAtEnd(within: 5))
            }
        }

        @Test func bearsPingsAtTheirPaceAndBetweenReplies() async throws {
            try await TestServer.run({ $0.clientPingNanoseconds = 20_000_000 }) { server in
                let client = try RawHTTP2Client(server)
                for _ in 0..<10 {
                    try client.send(.ping())
                    _ = try client.next(.ping)
                    try await Task.sleep(for: .milliseconds(25))
                }
                for call in UInt32(0)..<20 {
                    try client.send(.request(2 * call + 1, "Unary"), .message(2 * call + 1))
                    #expect(try client.next(.headers).stream == 2 * call + 1)
                    #expect(try client.next(.headers).endsStream)
                    try client.send(.ping())
                    _ = try client.next(.ping)
                }
            }
        }

        /// Connections of one age do not end all at once; what is open on one may end.
        @Test func retiresOldConnections() async throws {
            try await TestServer.run({ $0.ageNanoseconds = 400_000_000 }) { server in
                let start = ContinuousClock.now
                let clients = try (0..<8).map { _ in try RawHTTP2Client(server) }
                for client in clients { try client.send(.request(1, "Held"), .message(1)) }
                try await server.eventually { server.router.openCalls == 8 }
                for client in clients {
                    #expect(try client.next(.goAway).number == 0x7fff_ffff)
                    #expect(ContinuousClock.now - start > .milliseconds(350))
                    try client.send(.pong(client.next(.ping)))
                    #expect(try client.next(.goAway).number == 1)
                }
                #expect(server.router.openCalls == 8)
                server.router.release()
                for client in clients { #expect(try client.framesToEnd().contains(where: \.endsStream)) }
                #expect(server.router.cancelled.isEmpty)
            }
        }

        @Test func endsWhatAnOldConnectionDoesNotFinish() async throws {
            let configure = { (configuration: inout ListenerConfiguration) in
                configuration.ageNanoseconds = 50_000_000
                configuration.ageGraceNanoseconds = 100_000_000
            }
            try await TestServer.run(configure) { server in
                let client = try RawHTTP2Client(server)
                try client.send(.request(1, "Never"), .message(1))
                #expect(try client.framesToEnd().contains(where: \.endsStream))
                #expect(server.router.cancelled == [.drain])
            }
        }

        /// Clients that fell silent together do not all have to come back together.
        @Test func idleConnectionsDoNotEndAllAtOnce() async throws {
            try await TestServer.run({ $0.idleNanoseconds = 2_000_000_000 }) { server in
                let start = ContinuousClock.now
                var left = try (0..<8).map { _ in try RawHTTP2Client(server) }
                var ends: [ContinuousClock.Instant] = []
                while !left.isEmpty, ContinuousClock.now < start + .seconds(10) {
                    left.removeAll { client in
                        guard (try? client.next(.goAway, within: 0.001)) != nil else { return false }
                        ends.append(.now)
                        return true
                    }
                }
                #expect(ends.count == 8)
                let (first, last) = (try #require(ends.first), try #require(ends.last))
                #expect(first - start > .milliseconds(1_950))
                #expect(last - first > .milliseconds(20))
            }
        }

        @Test func closesIdleConnections() async throws {
            try await TestServer.run({ $0.idleNanoseconds = 200_000_000 }) { server in
                let idle = try RawHTTP2Client(server)
                let busy = try RawHTTP2Client(server)
                try busy.send(.request(1, "Never"), .message(1))
                #expect(try idle.framesToEnd().last?.kind == .goAway)
                try await Task.sleep(for: .milliseconds(300))
                #expect(server.router.openCalls == 1)
                #expect(server.listener.connectionCount == 1)
            }
        }
    }
}
