import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// How connections of HTTP/2 end, and what becomes of what is on its way then.
    struct HTTP2EndTests {
        /// A stream that was told to wait is not told to go on once its client has been sent away, though the last that was
        /// written made room for it. Freed memory is overwritten meanwhile: to use it ends the process.
        @Test func forgetsTheStreamsOfAClientThatIsSentAway() async throws {
            try await overwritingFreedMemory {
                try await TestServer.run({ $0.outboundBytes = 20_000 }) { server in
                    for _ in 0..<20 { try await askForTooMuch(server) }
                }
            }
        }

        private func askForTooMuch(_ server: TestServer) async throws {
            let before = server.router.timesFull
            let client = try RawHTTP2Client(server, window: 0)
            try client.send(.request(1, "EndlessElsewhere"), .message(1))
            try await server.eventually { server.router.timesFull > before }
            let pings = [RawHTTP2Frame](repeating: .ping(), count: 4)
            // Two frames for the turn, and one for the end.
            try client.send([.windowUpdate(1, 3 * 16_384)] + pings)
            _ = try client.next(.goAway)
            try client.send(pings)
            _ = try? client.framesToEnd()
            client.close()
            try await server.eventually { server.router.openCalls == 0 }
        }
    }
}
