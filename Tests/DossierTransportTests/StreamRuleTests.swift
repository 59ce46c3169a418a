import TestSupport
import Testing

@testable import DossierTransport

extension TransportTests {
    /// What the protocol says of stream numbers, flags and lengths, over a real socket.
    struct StreamRuleTests {
        @Test(arguments: [UInt32(0), 2, 1 << 31])
        func refusesEvenNumbers(stream: UInt32) async throws {
            try await answers([.request(stream, "Unary")], stream, code: 3)
        }

        @Test func refusesANumberInUseAndKeepsItsCall() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Slow", payload: [100]), .request(1, "Unary"))
                #expect(try client.frame().code == 3)
                #expect(try client.frame().payload == [100])
            }
        }

        @Test(arguments: [UInt8(0), 2, 4, 255])
        func skipsUnknownFrameTypes(type: UInt8) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(
                    RawFrame(stream: 1, type: type, flags: 7, body: [1, 2, 3]),
                    .request(1, "Unary", payload: [5])
                )
                #expect(try client.frame().payload == [5])
            }
        }

        @Test func refusesDataOfUnknownAndOfFinishedStreams() async throws {
            try await answers([.data(9, [1])], 9, code: 3)
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Unary"), .data(1, [1]))
                #expect(try client.frame().code == 0)
                #expect(try client.frame().code == 3)
            }
        }

        @Test func endsACallThatGetsDataItDoesNotTake() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Never"), .data(1, flags: RawFrame.noData), .data(1, [1]))
                #expect(try client.frame().code == 3)
                #expect(server.router.cancelled == [.disconnected])
                try client.send(.request(3, "Unary"))
                #expect(try client.frame().stream == 3)
            }
        }

        @Test func refusesMessagesAfterTheClientHasClosedItsSide() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Never"), .request(3, "Chat", flags: RawFrame.remoteOpen))
                try client.send(.data(3, [1]))
                #expect(try client.frame().body == [1])
                try client.send(.data(3, flags: RawFrame.remoteClosed | RawFrame.noData), .data(3, [2]))
                #expect(try client.frame() == RawFrame(stream: 3, type: 3, flags: 5))
                #expect(try client.frame().code == 3)
            }
        }

        @Test func endsAStreamThatTakesNoMore() async throws {
            try await answers([.request(1, "Collect", flags: RawFrame.remoteOpen), .data(1, [0xff])], 1, code: 8)
        }

        @Test func takesARequestOfAStreamingMethodAsItsOnlyMessage() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Collect", payload: [6]), .request(3, "Collect", flags: RawFrame.noData))
                #expect(try client.frames(2).mapValues(\.payload) == [1: [6], 3: []])
            }
        }

        @Test func refusesAMalformedEnvelope() async throws {
            try await answers([RawFrame(stream: 1, type: 1, body: [0x0a, 0x7f, 1])], 1, code: 3)
        }

        @Test func takesTheLongestBodyAndRefusesOneByteMore() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let empty = RawFrame.request(1, "Unary", payload: [0]).body.count
                let fitting = [UInt8](repeating: 3, count: (4 << 20) - empty - 2)
                let longest = RawFrame.request(1, "Unary", payload: fitting)
                #expect(longest.body.count == 4 << 20)
                try client.send(longest)
                #expect(try client.frame().payload == fitting)
                try client.send(.request(3, "Unary", payload: fitting + [3]), .request(5, "Unary", payload: [1]))
                #expect(try client.frame().code == 8)
                #expect(try client.frame() == RawFrame(stream: 5, type: 2, body: [0x12, 1, 1]))
            }
        }

        @Test func refusesFourGibibytesAtOnceAndSkipsThem() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let before = residentMemory()
                try client.send([0, 0, 0, 0, 0, 0, 0, 1, 9, 0] + [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 3, 1, 0])
                #expect(try client.frame().code == 8)
                let chunk = [UInt8](repeating: 0, count: 1 << 20)
                for _ in 0..<256 { try client.send(chunk) }
                #expect(residentMemory() - before < 128 << 20)
                try server.expectAlive()
            }
        }

        @Test func endsAStreamWhoseMessageIsTooLong() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(.request(1, "Collect", flags: RawFrame.remoteOpen))
                try client.send(.data(1, [UInt8](repeating: 0, count: (4 << 20) + 1)))
                #expect(try client.frame().code == 8)
                #expect(server.router.cancelled == [.disconnected])
                try client.send(.request(3, "Unary"))
                #expect(try client.frame().stream == 3)
            }
        }

        @Test(arguments: ["Large", "LargeElsewhere"])
        func refusesToSendAReplyThatIsTooLarge(method: String) async throws {
            try await answers([.request(1, method, payload: [4])], 1, code: 8)
        }

        private func answers(_ frames: [RawFrame], _ stream: UInt32, code: Int32) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(frames.flatMap(\.bytes))
                let answer = try client.frame()
                #expect(answer.type == 2)
                #expect(answer.stream == stream)
                #expect(answer.code == code)
                #expect(!answer.message.isEmpty)
                try client.send(.request(101, "Unary", payload: [8]))
                #expect(try client.frame().payload == [8])
            }
        }
    }
}
