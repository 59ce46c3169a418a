import DossierCore
import DossierTransport
import Foundation
import TestSupport
import Testing

extension TransportTests {
    /// What is answered over HTTP is the same whatever its version, by curl.
    struct HTTPVersionTests {
        static let versions = ["--http1.1", "--http2-prior-knowledge"]

        @Test(arguments: versions)
        func answersWhatIsNoCall(version: String) async throws {
            try await TestServer.run { server in
                let url = "http://127.0.0.1:\(server.port)"
                let json = ["--header", "content-type: application/json"]
                let long = "x-long: \(String(repeating: "x", count: 9_000))"
                let cases: [([String], Int)] = [
                    (["\(url)/healthz"], 200), (["--head", "\(url)/healthz"], 200), (["\(url)/"], 404),
                    (["--request", "DELETE", "\(url)/healthz"], 405), (["\(url)/test.Echo/Unary"], 405),
                    (["--request", "PUT"] + json + ["\(url)/test.Echo/Unary"], 405), (["--head", "\(url)/a/b"], 404),
                    (["--data", "{}", "\(url)/test.Echo/Unary"], 415), (["--data", "{}"] + json + ["\(url)/a/b"], 404),
                    (["--data", "{"] + json + ["\(url)/test.Echo/Unary"], 400),
                    (["--data", "{}"] + json + ["\(url)/test.Echo/Chat"], 501),
                    (["--data", "{}", "--header", "connect-timeout-ms: x"] + json + ["\(url)/test.Echo/Unary"], 400),
                    (["--data", "{}", "--header", "origin: http://a"] + json + ["\(url)/test.Echo/Unary"], 403),
                    (["--data", "{}", "--header", "origin: \(url)"] + json + ["\(url)/test.Echo/Unary"], 200),
                    (["--data", "{}", "--header", long] + json + ["\(url)/test.Echo/Unary"], 431),
                ]
                for (options, status) in cases {
                    let reply = try await Curl.run([version] + options)
                    #expect(reply.status == status, "\(options.joined(separator: " ").prefix(200)): \(reply)")
                }
            }
        }

        @Test(arguments: versions)
        func bringsMetadataBothWays(version: String) async throws {
            try await TestServer.run { server in
                for (method, status) in [("Head", 200), ("Abort", 409)] {
                    let reply = try await Curl.call(
                        server.port,
                        "test.Echo/\(method)",
                        "{}",
                        version,
                        "--include",
                        "--header",
                        "X-Trace: 1",
                        "--header",
                        "key-bin: AAE=, AAI"
                    )
                    #expect(reply.status == status)
                    for line in ["shard: b", "trailer-cost: 7", "trailer-digest-bin: AAE"] {
                        #expect(reply.text.split(separator: "\r\n").contains { $0 == line }, "\(reply)")
                    }
                    #expect(!reply.text.contains("\nb: c"))
                    if status == 200 {
                        #expect(reply.text.hasSuffix(#"{"text":"key-bin=AAE\nkey-bin=AAI\nx-trace=1"}"#))
                    }
                }
            }
        }

        @Test(arguments: versions)
        func takesLargeBodiesAndNoLarger(version: String) async throws {
            try await TestServer.run { server in
                let json = #"{"text":"\#(String(repeating: "x", count: 3_000_000))"}"#
                let echo = try await Curl.call(server.port, "test.Echo/Unary", json, version)
                #expect(echo.status == 200)
                #expect(echo.text == json)
                let type = ["--header", "content-type: application/proto", "--output", "/dev/null", version]
                for (mebibytes, status) in [(4, 200), (5, 429)] as [(UInt8, Int)] {
                    let large = try await Curl.post(server.port, "test.Echo/Large", Data([mebibytes]), type)
                    #expect(large.status == status)
                }
                // A reply ahead of the end of its request is more than this curl bears over HTTP/2.
                guard version == "--http1.1" else { return }
                let tooLarge = json + String(repeating: " ", count: Limits.messageBytes)
                let reply = try await Curl.call(server.port, "test.Echo/Unary", tooLarge, version)
                #expect(reply.status == 429)
                #expect(reply.text.contains(#""code":"resource_exhausted""#))
            }
        }

        @Test(arguments: versions)
        func cancelsAnOpenCallAfterTheGracePeriod(version: String) async throws {
            try await TestServer.run { server in
                async let reply = Curl.call(server.port, "test.Echo/Never", "{}", version)
                try await server.eventually { server.router.openCalls == 1 }
                await server.listener.drain(within: 100_000_000)
                let status = try await reply.status
                #expect(status == 503)
                #expect(server.router.cancelled == [.drain])
            }
        }

        @Test(arguments: ["too_large", "many_at_once", "late", "cancel", "beside_grpc"])
        func takesCallsFrameByFrame(name: String) async throws {
            try await TestServer.run({ $0.frameNanoseconds = 1_000_000_000 }) { server in
                try await server.callByHTTP2(name)
                #expect(server.router.cancelled == (name == "cancel" ? [.disconnected, .deadline] : []))
                try await server.eventually { server.router.openCalls == 0 && server.listener.connectionCount == 0 }
            }
        }
    }
}
