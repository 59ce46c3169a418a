import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// What a listener counts of its connections.
    struct ReportTests {
        private static func report(_ spoken: WireProtocol, _ server: TestServer) -> ConnectionReport {
            server.listener.report().connections[spoken.rawValue]
        }

        /// Every byte that is read and written, and nothing else.
        @Test func countsTheBytesOfEachProtocol() async throws {
            try await TestServer.run { server in
                let ttrpc = try server.connect()
                let request = RawFrame.request(1, "Unary")
                try ttrpc.send(request)
                let reply = try ttrpc.frame()
                try await server.eventually { Self.report(.ttrpc, server).sentBytes == UInt64(reply.bytes.count) }
                #expect(Self.report(.ttrpc, server).receivedBytes == UInt64(request.bytes.count))
                #expect(Self.report(.ttrpc, server).open == 1)

                let http = try server.connect()
                let health = Array("GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".utf8)
                try http.send(health)
                let answer = try http.readToEnd()
                http.close()
                try await server.eventually { Self.report(.http1, server).open == 0 }
                #expect(Self.report(.http1, server).sentBytes == UInt64(answer.count))
                #expect(Self.report(.http1, server).receivedBytes == UInt64(health.count))
                #expect(Self.report(.http1, server).opened == 1)

                try await server.callByGRPC("four_kinds")
                #expect(Self.report(.http2, server).opened > 0)
                #expect(Self.report(.http2, server).receivedBytes > 500)
                #expect(Self.report(.http2, server).sentBytes > 500)
                try await server.eventually { server.listener.report().open == 1 }
                #expect(Self.report(.http2, server).open == 0)
            }
        }

        @Test func countsHandshakesAndBytesWithoutThem() async throws {
            try await TLSServer.run({ $0.handshakeNanoseconds = 200_000_000 }) { tls in
                let tunnel = try tls.tunnel()
                let request = RawFrame.request(1, "Unary")
                try tunnel.client.send(request)
                let reply = try tunnel.client.frame()
                let half = try tls.server.connect()
                try half.send([0x16, 3, 1, 0, 71])
                _ = try half.readToEnd()
                try await tls.server.eventually { tls.server.listener.report().failedHandshakes == 1 }
                #expect(tls.server.listener.report().handshakes == 1)
                let counted = Self.report(.ttrpc, tls.server)
                #expect(counted.receivedBytes == UInt64(request.bytes.count))
                #expect(counted.sentBytes == UInt64(reply.bytes.count))
            }
        }

        @Test func countsWhoIsRefused() async throws {
            try await TestServer.run({ $0.connections = 1 }) { server in
                let first = try server.connect()
                try first.send(.request(1, "Unary"))
                _ = try first.frame()
                for _ in 0..<3 { #expect(try server.connect().isAtEnd(within: 5)) }
                #expect(server.listener.report().refused == [.full: 3])
            }
        }
    }
}
