import Testing

extension TransportTests {
    /// gRPC over TLS, by gRPC's own client, which insists on ALPN.
    struct TLSGRPCTests {
        @Test(arguments: ["four_kinds", "large_replies", "large_requests", "many_at_once"])
        func answersAStockClient(_ name: String) async throws {
            try await TLSServer.run { tls in
                try await tls.server.callByGRPC(name, trusting: tls.authority)
                try await tls.server.eventually { tls.server.listener.connectionCount == 0 }
            }
        }

        @Test func letsASlowReaderStallItsOwnStreamsOnly() async throws {
            try await TLSServer.run(threads: 2) { tls in
                async let called: Void = tls.server.callByGRPC("slow_reader", trusting: tls.authority)
                try await tls.server.eventually { tls.server.router.timesFull >= 2 }
                try await called
            }
        }

        @Test func finishesOpenCallsInADrain() async throws {
            try await TLSServer.run { tls in
                let server = tls.server
                async let called: Void = server.callByGRPC("drained", trusting: tls.authority)
                try await server.eventually { server.router.openedCalls == 2 && server.router.openCalls == 1 }
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                try await Task.sleep(for: .milliseconds(300))
                server.router.release()
                await drained
                try await called
                #expect(server.router.cancelled.isEmpty)
            }
        }
    }
}
