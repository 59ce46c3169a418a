import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// Bounds of what is received that are lower than those of `Limits`, by each door.
    struct ReceivedBoundTests {
        @Test func ttrpcTakesNoLargerMessage() async throws {
            try await TestServer.run({ $0.messageBytes = 2_000 }) { server in
                let client = try server.connect()
                try client.send(.request(1, "Unary", payload: [UInt8](repeating: 7, count: 1_900)))
                #expect(try client.frame().payload.count == 1_900)
                try client.send(.request(3, "Unary", payload: [UInt8](repeating: 7, count: 2_000)))
                let refusal = try client.frame()
                #expect(refusal.code == 8 && refusal.message.contains("at most 2000 are taken"), "\(refusal)")
                // What is sent is as large as ever.
                try client.send(.request(5, "Large", payload: [1]))
                #expect(try client.frame().payload.count == 1 << 20)
            }
        }

        @Test func grpcTakesNoLargerMessageAndNoMoreHeaders() async throws {
            let configure = { (configuration: inout ListenerConfiguration) in
                configuration.messageBytes = 2_000
                configuration.metadataBytes = 2_000
                configuration.callsPerConnection = 7
            }
            try await TestServer.run(configure) { server in
                try await server.callByGRPC("bounded")
                let settings = try RawHTTP2Client(server).next(.settings).payload
                let entries = stride(from: 0, to: settings.count, by: 6).map { Array(settings[$0..<$0 + 6]) }
                #expect(entries.contains([0, 3, 0, 0, 0, 7]), "MAX_CONCURRENT_STREAMS: \(entries)")
                #expect(entries.contains([0, 6, 0, 0, 7, 0xd0]), "MAX_HEADER_LIST_SIZE: \(entries)")
            }
        }

        @Test(arguments: HTTPVersionTests.versions)
        func httpTakesNoLargerBodyAndNoMoreFields(version: String) async throws {
            let configure = { (configuration: inout ListenerConfiguration) in
                configuration.messageBytes = 2_000
                configuration.metadataBytes = 1_500
                configuration.decodedBytes = 1_200
            }
            try await TestServer.run(configure) { server in
                let spaces = { String(repeating: " ", count: $0) }
                let text = String(repeating: "x", count: 1_300)
                let long = ["--header", "x-long: \(String(repeating: "x", count: 1_600))"]
                let cases: [(body: String, options: [String], status: Int, words: String)] = [
                    ("{}" + spaces(1_990), [], 200, "{}"), ("{}" + spaces(1_999), [], 429, "may have 2000 bytes"),
                    ("{}", long, 431, "1500 bytes"),
                    (#"{"text":"\#(text)"}"#, [], 429, "more than 1200 bytes of memory"),
                ]
                for test in cases {
                    let options = [version] + test.options
                    let type = ["--header", "content-type: application/json", "--data-binary", test.body]
                    let url = "http://127.0.0.1:\(server.port)/test.Echo/Unary"
                    let reply = try await Curl.run(options + type + [url])
                    #expect(reply.status == test.status && reply.text.contains(test.words), "\(reply)")
                }
            }
        }

        /// What would make more wait than may.
        @Test(arguments: HTTPVersionTests.versions)
        func jsonThatFindsNoRoomIsToBeSentAgain(version: String) async throws {
            try await TestServer.run({ $0.jsonWaitingBytes = 20_000 }) { server in
                let call = { (size: Int) in
                    let json = "{}" + String(repeating: " ", count: size - 2)
                    return try await Curl.call(server.port, "test.Echo/Unary", json, version)
                }
                for _ in 0..<3 {
                    #expect(try await call(19_000).status == 200)
                    let refusal = try await call(21_000)
                    #expect(refusal.status == 429)
                    #expect(refusal.text.contains(#""code":"resource_exhausted""#), "\(refusal)")
                    #expect(refusal.text.contains(#""type":"google.rpc.RetryInfo""#), "\(refusal)")
                }
            }
        }

        @Test func aMessageThatFindsNoRoomForItsPartsIsToBeSentAgain() async throws {
            try await TestServer.run({ $0.partialMessageBytes = 100_000 }) { server in
                try await server.callByHTTP2("partial_messages")
            }
        }
    }
}
