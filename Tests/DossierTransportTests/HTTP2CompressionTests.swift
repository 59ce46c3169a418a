import DossierWire
import TestSupport
import Testing

extension TransportTests {
    /// Which replies are compressed, byte by byte.
    struct HTTP2CompressionTests {
        private static let mebibyte = 1 << 20

        @Test(arguments: ["Large", "LargeElsewhere"])
        func compressesForAClientThatDoes(method: String) async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server, window: 8 << 20)
                let accepts = ("grpc-accept-encoding", "identity, deflate, gzip")
                try client.send(.request(1, method, accepts, ("grpc-encoding", "gzip")), .message(1, [1]))
                let compressed = try reply(client, 1)
                #expect(compressed.first == 1)
                #expect(compressed.count < 20_000)
                let inflated = try compressed.dropFirst(5).withUnsafeBytes {
                    try Gzip.inflate($0, limit: Self.mebibyte)
                }
                #expect(inflated == [UInt8](repeating: 7, count: Self.mebibyte))
                // One that takes it but does not do it itself, one that does not take it, and a short reply.
                try client.send(.request(3, method, accepts), .message(3, [1]))
                #expect(try reply(client, 3).first == 0)
                try client.send(.request(5, method, ("grpc-encoding", "gzip")), .message(5, [1]))
                #expect(try reply(client, 5).first == 0)
                try client.send(.request(7, "Unary", accepts, ("grpc-encoding", "gzip")), .message(7, [1]))
                #expect(try reply(client, 7) == [0, 0, 0, 0, 1, 1])
            }
        }

        @Test func sendsAsItIsWhatWouldKeepTheEventLoop() async throws {
            try await TestServer.run { server in
                let client = try RawHTTP2Client(server, window: 8 << 20)
                let streams = stride(from: 1, to: 21, by: 2).map { UInt32($0) }
                try client.send(
                    streams.flatMap { stream in
                        let request = RawHTTP2Frame.request(
                            stream,
                            "Large",
                            ("grpc-accept-encoding", "gzip"),
                            ("grpc-encoding", "gzip")
                        )
                        return [request, .message(stream, [1])]
                    }
                )
                var replies: [UInt32: [UInt8]] = [:]
                var ended = 0
                while ended < streams.count {
                    let frame = try client.frame()
                    if frame.kind == .data { replies[frame.stream, default: []] += frame.payload }
                    if frame.endsStream { ended += 1 }
                }
                // All came in one read: the first fills the bound of a turn.
                #expect(replies.values.count { $0.first == 1 } < streams.count)
                #expect(replies.values.allSatisfy { $0.first == 1 || $0.count == 5 + Self.mebibyte })
            }
        }

        /// The framed messages of a reply.
        private func reply(_ client: RawHTTP2Client, _ stream: UInt32) throws -> [UInt8] {
            var bytes: [UInt8] = []
            while true {
                let frame = try client.frame()
                guard frame.stream == stream else { continue }
                if frame.kind == .data { bytes += frame.payload }
                if frame.endsStream { return bytes }
            }
        }
    }
}
