import DossierTransport
import Foundation
import TestSupport
import Testing

extension TransportTests {
    /// Requests inside HTTP/2 that are not gRPC's, by curl.
    struct HTTP2RequestTests {
        @Test func saysThatItServes() async throws {
            try await TestServer.run { server in
                let reply = try await curl(server, "healthz")
                #expect(reply.status == 200)
                #expect(reply.text == "ok\n")
                let head = try await curl(server, "healthz", "--head")
                #expect(head.text.contains("HTTP/2 200"))
                #expect(head.text.contains("content-length: 3"))
            }
        }

        @Test(arguments: [
            ("Unary", "application/json", #"{"int32Value":7,"text":"é"}"#, 200),
            ("Unary", "application/proto", "", 200),
            ("Unary", "application/json", #"{"nothing":7}"#, 400), ("Unary", "text/plain", "{}", 415),
            ("Count", "application/json", "{}", 501), ("Nothing", "application/json", "{}", 404),
            ("Fail", "application/json", "{}", 400), ("Unary", "application/grpc-web+proto", "", 415),
        ])
        func answersAsOverHTTP1(method: String, type: String, body: String, status: Int) async throws {
            try await TestServer.run { server in
                let options = ["--header", "content-type: \(type)"]
                let data = Data(body.utf8)
                let path = "test.Echo/\(method)"
                let reply = try await Curl.post(server.port, path, data, options + ["--http2-prior-knowledge"])
                #expect(reply.status == status)
                let other = try await Curl.post(server.port, path, data, options + ["--http1.1"])
                #expect(reply.status == other.status)
                #expect(reply.text == other.text)
                if status == 200 { #expect(reply.text == body) }
            }
        }

        @Test func takesLargeBodiesUpToItsBound() async throws {
            try await TestServer.run { server in
                for (size, status) in [(3 << 20, 200), ((4 << 20) + 1, 429)] {
                    let reply = try await Curl.post(
                        server.port,
                        "test.Echo/Unary",
                        // An unknown field of that many bytes, which is skipped.
                        Data([0xfa, 0x7f] + varint(size - 6) + [UInt8](repeating: 0, count: size - 6)),
                        ["--header", "content-type: application/proto", "--http2-prior-knowledge"]
                    )
                    #expect(reply.status == status, "\(reply)")
                }
                #expect(try await curl(server, "healthz").status == 200)
            }
        }

        @Test func cancelsACallWhoseClientIsGone() async throws {
            try await TestServer.run { server in
                let options = [
                    "--header", "content-type: application/json", "--http2-prior-knowledge", "--max-time", "1",
                ]
                let reply = try await Curl.post(server.port, "test.Echo/Never", Data("{}".utf8), options)
                #expect(reply.status == 0)
                try await server.eventually { server.router.cancelled == [.disconnected] }
                #expect(server.router.openCalls == 0)
            }
        }

        @Test func endsACallAtItsDeadline() async throws {
            try await TestServer.run { server in
                let options = [
                    "--header", "content-type: application/json", "--header", "connect-timeout-ms: 200",
                    "--http2-prior-knowledge",
                ]
                let reply = try await Curl.post(server.port, "test.Echo/Never", Data("{}".utf8), options)
                #expect(reply.status == 504)
                #expect(server.router.cancelled == [.deadline])
            }
        }

        @Test func answersOpenCallsInADrain() async throws {
            try await TestServer.run { server in
                let options = ["--header", "content-type: application/json", "--http2-prior-knowledge"]
                async let reply = Curl.post(server.port, "test.Echo/Held", Data(#"{"int32Value":7}"#.utf8), options)
                try await server.eventually { server.router.openCalls == 1 }
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                try await Task.sleep(for: .milliseconds(200))
                server.router.release()
                #expect(try await reply.text == #"{"int32Value":7}"#)
                await drained
            }
        }

        private func curl(_ server: TestServer, _ path: String, _ options: String...) async throws -> Curl.Reply {
            try await Curl.run(options + ["--http2-prior-knowledge", "http://127.0.0.1:\(server.port)/\(path)"])
        }

        private func varint(_ value: Int) -> [UInt8] {
            var bytes: [UInt8] = []
            var rest = value
            while rest >= 0x80 {
                bytes.append(UInt8(rest & 0x7f) | 0x80)
                rest >>= 7
            }
            return bytes + [UInt8(rest)]
        }
    }
}
