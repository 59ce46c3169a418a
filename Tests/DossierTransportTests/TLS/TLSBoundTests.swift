import DossierClient
import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// TLS that is begun badly, or not finished, costs nobody else anything.
    struct TLSBoundTests {
        /// A handshake's beginning, as a client of TLS 1.2 says it (RFC 5246): ECDHE_ECDSA with AES_128_GCM, the groups
        /// x25519 and secp256r1, ecdsa_secp256r1_sha256, uncompressed points.
        private static let hello: [UInt8] =
            [0x16, 3, 1, 0, 71, 1, 0, 0, 67, 3, 3] + [UInt8](repeating: 9, count: 32)
            + [0, 0, 2, 0xc0, 0x2b, 1, 0, 0, 24] + [0, 10, 0, 6, 0, 4, 0, 0x1d, 0, 0x17]
            + [0, 13, 0, 4, 0, 2, 4, 3] + [0, 11, 0, 2, 1, 0]

        @Test(arguments: [1, 5, 40, 76])
        func closesAHandshakeThatStalls(after bytes: Int) async throws {
            try await TLSServer.run({ $0.handshakeNanoseconds = 200_000_000 }) { tls in
                let client = try tls.server.connect()
                try client.send(Array(Self.hello.prefix(bytes)))
                try await tls.server.eventually { tls.server.listener.connectionCount == 1 }
                let start = ContinuousClock.now
                let answer = try client.readToEnd()
                // A whole greeting is answered with the server's, and a certificate.
                #expect(bytes < Self.hello.count ? answer.isEmpty : answer.count > 200 && answer[0] == 0x16)
                #expect(ContinuousClock.now - start > .milliseconds(100))
                try await tls.server.eventually { tls.server.listener.connectionCount == 0 }
            }
        }

        @Test func aHandshakeInTimeIsNotCutLater() async throws {
            try await TLSServer.run({ $0.handshakeNanoseconds = 2_000_000_000 }) { tls in
                let tunnel = try tls.tunnel()
                try tunnel.client.send(.request(1, "Unary"))
                #expect(try tunnel.client.frame().stream == 1)
                // Nothing said inside, for longer than a handshake may take.
                let silent = try tls.tunnel()
                try await Task.sleep(for: .milliseconds(2_500))
                for (client, stream) in [(tunnel.client, UInt32(3)), (silent.client, 1)] {
                    try client.send(.request(stream, "Unary"))
                    #expect(try client.frame().stream == stream)
                }
            }
        }

        @Test func halfAHandshakeCountsAsAConnection() async throws {
            try await TLSServer.run({ $0.connections = 1 }) { tls in
                let half = try tls.server.connect()
                try half.send(Self.hello)
                _ = try half.read(1)
                #expect(try tls.server.connect().isAtEnd(within: 5))
                half.close()
                try await tls.server.eventually { tls.server.listener.connectionCount == 0 }
                try tls.server.expectAlive()
            }
        }

        @Test func closesAnIdleConnection() async throws {
            try await TLSServer.run({ $0.idleNanoseconds = 300_000_000 }) { tls in
                let silent = try tls.tunnel()
                #expect(silent.client.isAtEnd(within: 5))
                try await tls.server.eventually { tls.server.listener.connectionCount == 0 }
            }
        }

        @Test(arguments: [
            [0x16, 3, 1, 0, 4, 1, 2, 3, 4], [0x16, 3, 1, 0xff, 0xff] + [UInt8](repeating: 1, count: 70_000),
        ])
        func closesOnGarbageForAHandshake(bytes: [UInt8]) async throws {
            try await TLSServer.run { tls in
                let client = try tls.server.connect()
                _ = client.sendSome(bytes)
                try await tls.server.eventually { tls.server.listener.connectionCount == 0 }
                try tls.server.expectAlive()
                #expect(try await tls.client().echo("Unary", [1]) == [1])
            }
        }

        /// 0x16: no TLS inside TLS.
        @Test(arguments: [[0x80, 1, 2], Self.hello])
        func closesOnGarbageInside(bytes: [UInt8]) async throws {
            try await TLSServer.run { tls in
                let tunnel = try tls.tunnel()
                try tunnel.client.send(bytes)
                #expect(tunnel.client.isAtEnd(within: 5))
                try await tls.server.eventually { tls.server.listener.connectionCount == 0 }
            }
        }

        /// Records that were never encrypted, among those that were.
        @Test func closesOnGarbageBetweenRecords() async throws {
            try await TLSServer.run { tls in
                let relay = try Relay(to: tls.server.port)
                let tunnel = try TLSTunnel(port: relay.port, authority: tls.authority)
                try tunnel.client.send(.request(1, "Unary"), .request(3, "Never"))
                #expect(try tunnel.client.frame().stream == 1)
                try relay.inject([0x17, 3, 3, 0, 32] + [UInt8](repeating: 5, count: 32))
                #expect(tunnel.client.isAtEnd(within: 5))
                try await tls.server.eventually { tls.server.listener.connectionCount == 0 }
                #expect(tls.server.router.cancelled == [.disconnected])
                try tls.server.expectAlive()
            }
        }

        @Test func stallsOnlyAStreamThatIsNotRead() async throws {
            try await TLSServer.run { tls in
                let slow = try tls.tunnel()
                try slow.client.send(.request(1, "EndlessElsewhere"))
                try await tls.server.eventually { tls.server.router.timesFull > 0 }
                // What waits in the server, and in the buffers of two sockets and of openssl.
                #expect(tls.server.router.sentBytes < 32 << 20)
                for _ in 0..<100 { try tls.server.expectAlive() }
                let before = tls.server.router.sentBytes
                for _ in 0..<40_000 { #expect(try slow.client.frame().body.count == 1_000) }
                #expect(tls.server.router.sentBytes > before)
            }
        }

        /// A large reply is not remembered in its size by every connection that ever had one.
        @Test func keepsLittleMemoryAConnection() async throws {
            try await TLSServer.run { tls in
                let plain = try await growth { try await Client.connect(to: tls.address) }
                let encrypted = try await growth { try await tls.client() }
                #expect(encrypted - plain < 2 << 20, "\(plain) in plain text, \(encrypted) in TLS")
            }
        }

        /// Bytes that this process holds for each connection after its large reply, on both sides.
        private func growth(_ connect: () async throws -> Client) async throws -> Int {
            var clients: [Client] = []
            var before = 0
            for number in 0..<24 {
                // The first ones make room that the others use again.
                if number == 4 { before = residentMemory() }
                let client = try await connect()
                #expect(try await client.echo("Large", [3]).count == 3 << 20)
                clients.append(client)
            }
            return withExtendedLifetime(clients) { (residentMemory() - before) / 20 }
        }
    }
}
