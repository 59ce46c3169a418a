import DossierTransport
import Testing

extension TransportTests {
    /// The gRPC door, called by gRPC's own client.
    struct GRPCTests {
        @Test(arguments: [
            "four_kinds", "one_after_the_other", "large_replies", "large_requests", "many_at_once", "unknown",
            "metadata", "status",
        ])
        func answersAStockClient(_ name: String) async throws {
            try await TestServer.run { server in
                try await server.callByGRPC(name)
                try await server.eventually { server.router.openCalls == 0 && server.listener.connectionCount == 0 }
            }
        }

        @Test func endsACallAtItsDeadline() async throws {
            try await TestServer.run { server in
                try await server.callByGRPC("deadline")
                #expect(server.router.openCalls == 0)
                // The client may have told first.
                #expect(server.router.cancelled.count == 1)
            }
        }

        @Test func cancelsWhatItsClientCancels() async throws {
            try await TestServer.run { server in
                try await server.callByGRPC("cancel")
                try await server.eventually { server.router.cancelled == [.disconnected, .disconnected] }
                #expect(server.router.openCalls == 0)
            }
        }

        @Test func takesAndSendsCompressedMessages() async throws {
            try await TestServer.run { server in
                try await server.callByGRPC("compression")
                #expect(server.router.compressedMessages == 2)
            }
        }

        @Test func holdsBackAClientWhoseCallTakesNoMore() async throws {
            try await TestServer.run { server in
                async let called: Void = server.callByGRPC("sips")
                try await server.eventually { server.router.refusedMessages == 1 }
                for _ in 0..<29 {
                    server.router.drink(1)
                    try await server.eventually { server.router.refusedMessages == 1 }
                }
                server.router.drink(1)
                try await called
            }
        }

        @Test func letsASlowReaderStallItsOwnStreamsOnly() async throws {
            try await TestServer.run(threads: 2) { server in
                async let called: Void = server.callByGRPC("slow_reader")
                try await server.eventually { server.router.timesFull >= 2 }
                // What its windows and the sockets take, and what waits here.
                try await Task.sleep(for: .seconds(1))
                let taken = server.router.sentBytes
                #expect(taken < 16 << 20)
                try await Task.sleep(for: .milliseconds(300))
                #expect(server.router.sentBytes == taken)
                try await called
            }
        }

        @Test func finishesOpenCallsInADrain() async throws {
            try await TestServer.run { server in
                async let called: Void = server.callByGRPC("drained")
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
