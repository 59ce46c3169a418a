import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// How connections of HTTP/2 end, and what becomes of what is on its way then.
    struct HTTP2EndTests {
        /// gRFC A9: a first GOAWAY that still takes every stream, the second with the last stream that was taken.
        @Test func saysGoodbyeTwice() async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server)
                try client.send(.request(1, "Held"), .message(1))
                try await server.eventually { server.router.openCalls == 1 }
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                #expect(try client.next(.goAway).number == 0x7fff_ffff)
                let ping = try client.next(.ping)
                // On its way before the client knew: taken.
                try client.send(.request(3, "Unary"), .message(3))
                #expect(try client.next(.headers).stream == 3)
                try client.send(.pong(ping))
                #expect(try client.next(.goAway).payload == [0, 0, 0, 3, 0, 0, 0, 0])
                // After it: as if it had not come.
                try client.send(.request(5, "Unary"), .message(5))
                try await Task.sleep(for: .milliseconds(100))
                #expect(server.router.openedCalls == 2)
                server.router.release()
                let frames = try client.framesToEnd()
                #expect(frames.contains { $0.stream == 1 && $0.endsStream })
                #expect(!frames.contains { $0.stream == 5 })
                client.close()
                await drained
                #expect(server.router.cancelled.isEmpty)
            }
        }

        @Test func saysGoodbyeTwiceWhereNothingIsOpen() async throws {
            try await TestServer.run({ $0.lateCallNanoseconds = 10_000_000_000 }) { server in
                let client = try RawHTTP2Client(server)
                try client.send(.request(1, "Unary"), .message(1))
                while try !client.next(.headers).endsStream {}
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                #expect(try client.next(.goAway).number == 0x7fff_ffff)
                let ping = try client.next(.ping)
                try client.send(.request(3, "Unary"), .message(3), .pong(ping))
                let frames = try client.framesToEnd()
                #expect(frames.contains { $0.stream == 3 && $0.endsStream })
                #expect(frames.last { $0.kind == .goAway }?.number == 3)
                client.close()
                await drained
            }
        }

        /// A client that has connected for a call may fail it when it hears of the end before it has sent it.
        @Test(arguments: [true, false]) func saysGoodbyeAfterTheFirstStream(comes: Bool) async throws {
            try await TestServer.run({ $0.lateCallNanoseconds = 500_000_000 }) { server in
                let client = try RawHTTP2Client(server)
                _ = try client.next(.settings)
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                #expect(throws: RawClient.Failure.self) { try client.next(.goAway, within: 0.2) }
                if comes { try client.send(.request(1, "Unary"), .message(1)) }
                #expect(try client.next(.goAway).number == 0x7fff_ffff)
                try client.send(.pong(client.next(.ping)))
                #expect(try client.framesToEnd().last { $0.kind == .goAway }?.number == (comes ? 1 : 0))
                client.close()
                await drained
            }
        }

        /// What the second GOAWAY does not name was not done, even if it came with the answer that the GOAWAY waited for.
        @Test func doesNothingThatTheGoodbyeDenies() async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server)
                try client.send(.request(1, "Held"), .message(1))
                try await server.eventually { server.router.openCalls == 1 }
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                try client.send(.pong(client.next(.ping)), .request(3, "Unary"), .message(3))
                let last = try client.next(.goAway).number
                #expect(server.router.openedCalls == (last == 3 ? 2 : 1))
                server.router.release()
                _ = try client.framesToEnd()
                client.close()
                await drained
                #expect(server.router.openedCalls == (last == 3 ? 2 : 1))
            }
        }

        @Test func writesEveryByteToASlowReader() async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server, window: 8 << 20, receiveBuffer: 16_384)
                for call in UInt32(0)..<8 {
                    try client.send(.request(2 * call + 1, "LargeElsewhere"), .message(2 * call + 1, [3]))
                }
                try await server.eventually { server.router.openedCalls == 8 && server.router.openCalls == 0 }
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                // Longer than a client has time to close a connection on which all is said.
                try await Task.sleep(for: .milliseconds(1_500))
                let frames = try client.framesToEnd()
                #expect(frames.filter { $0.kind == .data }.reduce(0) { $0 + $1.payload.count } == 8 * (3 << 20 + 5))
                #expect(frames.count { $0.endsStream } == 8)
                client.close()
                await drained
            }
        }

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

        @Test func givesUpOnAClientThatNeverReads() async throws {
            try await TestServer.run({ $0.lingerNanoseconds = 100_000_000 }) { server in
                let client = try RawHTTP2Client(server, window: 8 << 20, receiveBuffer: 16_384)
                for call in UInt32(0)..<8 {
                    try client.send(.request(2 * call + 1, "LargeElsewhere"), .message(2 * call + 1, [3]))
                }
                try client.send(.request(17, "EndlessElsewhere"), .message(17))
                try await server.eventually { server.router.timesFull > 0 && server.router.openCalls == 1 }
                let start = ContinuousClock.now
                await server.listener.drain(within: 100_000_000)
                #expect(ContinuousClock.now - start < .seconds(10))
                #expect(server.listener.connectionCount == 0)
                #expect(server.router.openCalls == 0)
            }
        }

        @Test func cancelsWhatIsLeftAfterTheGracePeriod() async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server, window: 0)
                try client.send(.request(1, "Never"), .message(1), .request(3, "Endless"), .message(3))
                try await server.eventually { server.router.openCalls == 2 }
                let start = ContinuousClock.now
                async let drained: Void = server.listener.drain(within: 100_000_000)
                while try client.frame().stream != 1 {}
                try client.send(.windowUpdate(3, 1 << 20))
                #expect(try client.framesToEnd().contains { $0.stream == 3 && $0.endsStream })
                client.close()
                await drained
                #expect(ContinuousClock.now - start < .seconds(30))
                #expect(server.router.cancelled == [.drain, .drain])
            }
        }
    }
}
