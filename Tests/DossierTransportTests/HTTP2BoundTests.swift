import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// What a client of HTTP/2 may let the server wait for, and for how long.
    struct HTTP2BoundTests {
        @Test func givesUpARequestThatDoesNotCome() async throws {
            try await TestServer.run({ $0.frameNanoseconds = 100_000_000 }) { server in
                let client = try RawHTTP2Client(server)
                try client.send(.request(1, "Unary"))
                let start = ContinuousClock.now
                let answer = try client.next(.headers)
                #expect(answer.stream == 1 && answer.endsStream)
                #expect(ContinuousClock.now - start > .milliseconds(90))
                // Half a message.
                try client.send(.request(3, "Collect"))
                try client.send(RawHTTP2Frame(kind: .data, stream: 3, payload: [0, 0, 0, 0, 9, 1]))
                #expect(try client.next(.headers).stream == 3)
                // A stream that is quiet between messages is in order.
                try client.send(.request(5, "Collect"), .message(5, ends: false))
                #expect(throws: RawClient.Failure.self) { try client.next(.headers, within: 0.5) }
                try client.send(.message(5))
                #expect(try client.next(.headers).stream == 5)
            }
        }

        @Test func givesUpHeadersThatDoNotEnd() async throws {
            try await TestServer.run({ $0.frameNanoseconds = 100_000_000 }) { server in
                let client = try RawHTTP2Client(server)
                var headers = RawHTTP2Frame.request(1, "Unary")
                headers.flags = 0
                try client.send(headers)
                _ = try client.framesToEnd()
                try await server.eventually { server.listener.connectionCount == 0 }
            }
        }

        /// A beginning that fits more than one protocol, and one that fits HTTP/2 alone.
        @Test(arguments: ["PRI * HT", "PRI * HTTP/2.0\r\n\r\nSM"])
        func givesUpHalfAPreface(_ beginning: String) async throws {
            let configure = { (configuration: inout ListenerConfiguration) in
                configuration.frameNanoseconds = 100_000_000
                configuration.pingNanoseconds = 100_000_000
                configuration.pingAnswerNanoseconds = 100_000_000
            }
            try await TestServer.run(configure) { server in
                let client = try server.connect()
                try client.send(Array(beginning.utf8))
                _ = try client.readToEnd()
                try await server.eventually { server.listener.connectionCount == 0 }
            }
        }

        /// A reply that its client has not taken by the call's deadline is dropped, whether or not its call has ended.
        @Test(arguments: ["Large", "LargeElsewhere", "Endless", "EndlessElsewhere"])
        func dropsRepliesAtTheDeadline(_ method: String) async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server, window: 0)
                try client.send(.request(1, method, ("grpc-timeout", "300m")), .message(1, [3]))
                let reset = try client.next(.reset)
                #expect(reset.stream == 1)
                #expect(reset.number == 8)
                #expect(server.router.openCalls == 0)
                try client.send(.request(3, "Unary"), .message(3))
                #expect(try client.next(.headers).stream == 3)
            }
        }

        /// Frames that only keep a long stream going are no flood.
        @Test func letsALongStreamGoOn() async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server, window: 100)
                try client.send(.request(1, "Endless"), .message(1))
                for _ in 0..<12_000 {
                    try client.send(.windowUpdate(1, 100))
                    _ = try client.next(.data)
                }
                #expect(server.router.openCalls == 1)
            }
        }

        @Test func letsALongUploadGoOn() async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server)
                try client.send(.request(1, "Collect"))
                let empty = RawHTTP2Frame(kind: .data, stream: 1)
                for _ in 0..<20 {
                    try client.send([RawHTTP2Frame](repeating: empty, count: 999) + [.message(1, [7], ends: false)])
                }
                try client.send(.message(1))
                #expect(try client.next(.data).payload.count == 25)
            }
        }
    }
}
