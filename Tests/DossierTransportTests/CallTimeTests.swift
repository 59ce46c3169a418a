import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// How long a call may be open that does not stream, whatever its caller's deadline.
    struct CallTimeTests {
        private static let allowed: Int64 = 400_000_000
        private static let configure = { @Sendable (configuration: inout ListenerConfiguration) in
            configuration.callNanoseconds = allowed
        }

        @Test func ttrpcEndsCallsThatDoNotStream() async throws {
            try await TestServer.run(Self.configure) { server in
                let client = try server.connect()
                let start = ContinuousClock.now
                try client.send(
                    .request(1, "Never"),
                    .request(3, "Never", timeout: 60_000_000_000),
                    .request(5, "Never", timeout: 50_000_000),
                    .request(7, "Collect", flags: RawFrame.remoteOpen),
                    .request(9, "Chat", flags: RawFrame.remoteOpen)
                )
                let first = try client.frame()
                #expect(first.stream == 5 && first.code == 4 && first.message.contains("its deadline"), "\(first)")
                let others = try client.frames(2)
                #expect(ContinuousClock.now - start > .nanoseconds(Self.allowed - 10_000_000))
                #expect(others.keys.sorted() == [1, 3])
                #expect(others.values.allSatisfy { $0.code == 4 && $0.message.contains("this server allows") })
                #expect(server.router.cancelled.count { $0 == .overtime(allowed: Self.allowed) } == 2)
                // Streams go on.
                #expect(!client.isAtEnd(within: 2 * Double(Self.allowed) / 1e9))
                try client.send(
                    .data(7, [1], flags: RawFrame.remoteClosed),
                    .data(9, flags: RawFrame.remoteClosed | RawFrame.noData)
                )
                let ends = try client.frames(2)
                #expect(ends[7]?.payload == [1] && ends[9]?.flags == RawFrame.remoteClosed | RawFrame.noData)
            }
        }

        @Test func grpcEndsCallsThatDoNotStream() async throws {
            try await TestServer.run(Self.configure) { server in try await server.callByGRPC("overtime") }
        }

        /// A call is answered when its reply is complete, however slowly the reply is taken.
        @Test(arguments: ["Large", "LargeElsewhere"])
        func aReplyMayBeTakenLater(method: String) async throws {
            try await TestServer.run(Self.configure) { server in
                let client = try RawHTTP2Client(server, window: 0)
                try client.send(.request(1, method), .message(1, [1]))
                #expect(try client.next(.headers).stream == 1)
                #expect(throws: RawClient.Failure.self) {
                    try client.next(.reset, within: 2 * Double(Self.allowed) / 1e9)
                }
                try client.send(.windowUpdate(1, 2 << 20))
                #expect(try client.next(.data).stream == 1)
            }
        }

        /// But no later than its caller waits for it.
        @Test func aReplyIsKeptToItsDeadline() async throws {
            try await TestServer.run(Self.configure) { server in
                let client = try RawHTTP2Client(server, window: 0)
                let start = ContinuousClock.now
                try client.send(.request(1, "LargeElsewhere", ("grpc-timeout", "1S")), .message(1, [1]))
                let reset = try client.next(.reset)
                #expect(reset.stream == 1 && reset.number == 8, "\(reset)")
                #expect((Duration.milliseconds(990)..<Duration.seconds(5)).contains(ContinuousClock.now - start))
            }
        }

        @Test(arguments: HTTPVersionTests.versions)
        func httpEndsCalls(version: String) async throws {
            try await TestServer.run(Self.configure) { server in
                for timeout in ["60000", "50"] {
                    let start = ContinuousClock.now
                    let header = "connect-timeout-ms: \(timeout)"
                    let reply = try await Curl.call(server.port, "test.Echo/Never", "{}", version, "--header", header)
                    #expect(reply.status == 504)
                    #expect(reply.text.contains(timeout == "50" ? "its deadline" : "this server allows"), "\(reply)")
                    #expect(ContinuousClock.now - start > .milliseconds(timeout == "50" ? 40 : 390))
                }
                #expect(try await Curl.call(server.port, "test.Echo/Unary", "{}", version).status == 200)
            }
        }

        /// One connection takes a next request when its call has been ended so.
        @Test func aConnectionOfHTTPGoesOn() async throws {
            try await TestServer.run(Self.configure) { server in
                let client = try server.connect()
                for _ in 0..<2 {
                    #expect(try client.call("Never").status == 504)
                    #expect(try client.call("Unary").status == 200)
                }
            }
        }
    }
}
