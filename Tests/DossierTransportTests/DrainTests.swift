import NIOCore
import TestSupport
import Testing

@testable import DossierTransport

extension TransportTests {
    /// Going down without losing an answer.
    struct DrainTests {
        @Test func closesUsedConnectionsAtOnceAndNewOnesSoonAndAcceptsNoMore() async throws {
            try await TestServer.run({ $0.lateCallNanoseconds = 2_000_000_000 }) { server in
                let used = try server.connect()
                try used.send(.request(1, "Unary"))
                #expect(try used.frame().stream == 1)
                let silent = try server.connect()
                try await server.eventually { server.listener.connectionCount == 2 }
                let start = ContinuousClock.now
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                #expect(used.isAtEnd(within: 1.5))
                #expect(silent.isAtEnd(within: 5))
                await drained
                #expect(ContinuousClock.now - start > .milliseconds(1_900))
                #expect(ContinuousClock.now - start < .seconds(30))
                #expect(throws: RawClient.Failure.self) { try server.connect() }
            }
        }

        /// Their clients may have sent them before they could hear of the drain.
        @Test func servesCallsThatWereOnTheirWay() async throws {
            try await TestServer.run({ $0.lateCallNanoseconds = 10_000_000_000 }) { server in
                let (accepted, begun) = (try server.connect(), try server.connect())
                let web = try server.connect()
                try begun.send(.request(1, "Unary"))
                #expect(try begun.frame().stream == 1)
                let request = RawFrame.request(3, "Unary", payload: [7]).bytes
                try begun.send(Array(request.prefix(12)))
                try await server.eventually { server.listener.connectionCount == 3 }
                try await Task.sleep(for: .milliseconds(50))
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                try await server.untilDraining()
                try accepted.send(.request(1, "Unary", payload: [8]), .request(3, "Held", payload: [9]))
                try begun.send(Array(request.dropFirst(12)))
                #expect(try accepted.frame() == RawFrame(stream: 1, type: 2, body: [0x12, 1, 8]))
                #expect(try begun.frame() == RawFrame(stream: 3, type: 2, body: [0x12, 1, 7]))
                #expect(begun.isAtEnd(within: 5))
                // Its calls have come.
                try accepted.send(.request(5, "Unary"))
                #expect(try accepted.frame().code == 14)
                server.router.release()
                #expect(try accepted.frame() == RawFrame(stream: 3, type: 2, body: [0x12, 1, 9]))
                #expect(accepted.isAtEnd(within: 5))
                #expect(try web.call("Unary").status == 200)
                #expect(web.isAtEnd(within: 5))
                for client in [accepted, begun, web] { client.close() }
                await drained
                #expect(server.router.cancelled.isEmpty)
            }
        }

        @Test func finishesOpenCallsAndRefusesNewOnes() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let onlooker = try server.connect()
                try onlooker.send(Array("GET /healthz HTTP/1.1\r\n\r\n".utf8))
                #expect(try onlooker.read(12) == Array("HTTP/1.1 200".utf8))
                try client.send(.request(1, "Held", payload: [250]))
                try await server.eventually { server.router.openCalls == 1 }
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                #expect(try firstRefusal(client) == 14)
                try onlooker.send(Array("GET /healthz HTTP/1.1\r\n\r\n".utf8))
                #expect(String(decoding: try onlooker.readToEnd(), as: UTF8.self).contains("HTTP/1.1 503"))
                server.router.release()
                #expect(try client.frame() == RawFrame(stream: 1, type: 2, body: [0x12, 1, 250]))
                #expect(client.isAtEnd(within: 5))
                client.close()
                await drained
                #expect(server.router.cancelled.isEmpty)
                #expect(server.listener.connectionCount == 0)
            }
        }

        @Test func writesEveryByteToASlowReader() async throws {
            try await TestServer.run { server in
                let client = try server.connect(receiveBuffer: 16_384)
                try client.send(
                    (0..<8).flatMap { RawFrame.request(UInt32(2 * $0 + 1), "LargeElsewhere", payload: [3]).bytes }
                )
                try await server.eventually { server.router.openedCalls == 8 && server.router.openCalls == 0 }
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                try await server.untilDraining()
                #expect(!client.isAtEnd(within: 0.05))
                for _ in 0..<8 { #expect(try client.frame().payload.count == 3 << 20) }
                #expect(client.isAtEnd(within: 5))
                client.close()
                await drained
            }
        }

        /// The socket says that it is full while the last reply is written.
        @Test func writesALargeLastReplyOnce() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let reply = [UInt8](repeating: 7, count: 3 << 20)
                try client.send(.request(1, "Held", payload: reply))
                try await server.eventually { server.router.openCalls == 1 }
                let channel = try #require(server.listener.registry.channels.first)
                try await channel.eventLoop.submit {
                    server.router.release()
                    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
                }.get()
                #expect(try client.frame().payload == reply)
                #expect(client.isAtEnd(within: 5))
            }
        }

        @Test func cancelsWhatIsLeftAfterTheGracePeriod() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Never"), .request(3, "Endless"))
                try await server.eventually { server.router.openCalls == 2 }
                let start = ContinuousClock.now
                async let drained: Void = server.listener.drain(within: 100_000_000)
                var ends: [UInt32: Int32] = [:]
                while ends.count < 2 {
                    let frame = try client.frame()
                    if frame.type == 2 { ends[frame.stream] = frame.code }
                }
                #expect(ends == [1: 14, 3: 14])
                #expect(client.isAtEnd(within: 5))
                client.close()
                await drained
                #expect(ContinuousClock.now - start < .seconds(30))
                #expect(server.router.cancelled == [.drain, .drain])
            }
        }

        @Test func givesUpOnAClientThatNeverReads() async throws {
            try await TestServer.run({ $0.lingerNanoseconds = 100_000_000 }) { server in
                let client = try server.connect(receiveBuffer: 16_384)
                try client.send(.request(1, "Endless"))
                try await server.eventually { server.router.timesFull > 0 }
                let start = ContinuousClock.now
                await server.listener.drain(within: 100_000_000)
                #expect(ContinuousClock.now - start < .seconds(30))
                #expect(server.listener.connectionCount == 0)
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
    }
}
