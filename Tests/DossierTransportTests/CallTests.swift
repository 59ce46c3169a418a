import TestSupport
import Testing

@testable import DossierTransport

extension TransportTests {
    /// The four shapes of calls over a real socket.
    struct CallTests {
        @Test func answersAUnaryCall() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Unary", payload: [1, 2, 3]))
                #expect(try client.frame() == RawFrame(stream: 1, type: 2, body: [0x12, 3, 1, 2, 3]))
            }
        }

        @Test func answersAnEmptyReplyWithAnEmptyResponse() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Unary"))
                #expect(try client.frame() == RawFrame(stream: 1, type: 2))
            }
        }

        @Test func answersPipelinedCallsAsTheyFinish() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(
                    .request(1, "Slow", payload: [200]),
                    .request(3, "Slow", payload: [50]),
                    .request(5, "Unary", payload: [9])
                )
                #expect(try (0..<3).map { _ in try client.frame().stream } == [5, 3, 1])
            }
        }

        @Test func answersAThousandPipelinedCalls() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let frames = (0..<1_000).map {
                    RawFrame.request(UInt32(2 * $0 + 1), "Unary", payload: [UInt8($0 & 0xff)])
                }
                try client.send(frames.flatMap(\.bytes))
                for number in 0..<1_000 {
                    let frame = try client.frame()
                    #expect(frame.stream == UInt32(2 * number + 1))
                    #expect(frame.payload == [UInt8(number & 0xff)])
                }
            }
        }

        @Test func takesStreamNumbersOutOfOrder() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(7, "Unary"), .request(3, "Unary"))
                #expect(try client.frames(2).mapValues(\.code) == [7: 0, 3: 0])
            }
        }

        @Test(arguments: ["Count", "CountElsewhere"])
        func streamsToTheClient(method: String) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, method, payload: [5], flags: RawFrame.remoteClosed))
                for number in 0..<5 {
                    let message = [UInt8](repeating: UInt8(number), count: number)
                    #expect(try client.frame() == RawFrame(stream: 1, type: 3, body: message))
                }
                #expect(try client.frame() == RawFrame(stream: 1, type: 3, flags: 5))
            }
        }

        @Test(arguments: [RawFrame.remoteOpen, RawFrame.remoteOpen | RawFrame.noData])
        func takesAStreamFromTheClient(flags: UInt8) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(
                    .request(1, "Collect", flags: flags),
                    .data(1, [1, 2]),
                    .data(1),
                    .data(1, [3]),
                    .data(1, flags: RawFrame.remoteClosed | RawFrame.noData)
                )
                #expect(try client.frame().payload == [1, 2, 3])
            }
        }

        @Test func takesALastMessageTogetherWithTheEnd() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(
                    .request(1, "Collect", flags: RawFrame.remoteOpen),
                    .data(1, [4], flags: RawFrame.remoteClosed)
                )
                #expect(try client.frame().payload == [4])
            }
        }

        @Test func talksBothWays() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Chat", flags: RawFrame.remoteOpen))
                try client.send(.data(1, [1]))
                #expect(try client.frame() == RawFrame(stream: 1, type: 3, body: [1]))
                try client.send(.data(1))
                #expect(try client.frame() == RawFrame(stream: 1, type: 3))
                try client.send(.data(1, flags: RawFrame.remoteClosed | RawFrame.noData))
                #expect(try client.frame() == RawFrame(stream: 1, type: 3, flags: 5))
            }
        }

        @Test(arguments: [("Unary", "none"), ("Nothing", "test.Echo")])
        func answersUnknownNames(method: String, service: String) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, method, service: service))
                #expect(try client.frame().code == 12)
            }
        }
    }
}
