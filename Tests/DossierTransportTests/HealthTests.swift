import TestSupport
import Testing

extension TransportTests {
    /// `/healthz`, and what is no call, over a real socket.
    struct HealthTests {
        @Test func saysThatItServes() async throws {
            let answer = try await exchange("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("\r\ncontent-length: 3\r\nconnection: close\r\n\r\nok\n"))
        }

        @Test func answersHEADWithoutABody() async throws {
            let answer = try await exchange("HEAD /healthz HTTP/1.0\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains("\r\ncontent-length: 3\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n"))
        }

        @Test(arguments: [
            ("GET / HTTP/1.0", "404"), ("GET /healthz/x HTTP/1.0", "404"), ("GET /healthz?verbose HTTP/1.0", "200"),
            ("DELETE /healthz HTTP/1.0", "405"), ("OPTIONS /healthz HTTP/1.0", "405"), ("GET /healthz HTTP/3", "400"),
            ("GET /healthz", "400"), ("GET healthz HTTP/1.1", "400"), ("GET /healthz HTTP/1.1\r\n: x", "400"),
            ("GET /healthz HTTP/1.1\r\nno colon", "400"), ("GET /\u{0} \u{1} HTTP/1.1", "400"),
            ("GET /healthz HTTP/2.0", "400"), ("OPTIONS * HTTP/1.0", "400"), ("CONNECT a:80 HTTP/1.1", "400"),
            ("GET /healthz HTTP/1.1\r\nfolded: a\r\n b", "400"), ("GET /healthz HTTP/1.1\r\nname : a", "400"),
        ])
        func answers(line: String, code: String) async throws {
            #expect(try await exchange("\(line)\r\n\r\n").hasPrefix("HTTP/1.1 \(code) "))
        }

        @Test func answersPipelinedRequestsInOrder() async throws {
            let answer = try await exchange(
                "GET /healthz HTTP/1.1\r\n\r\nGET /x HTTP/1.1\r\n\r\nGET /healthz HTTP/1.1\r\nConnection: Close\r\n\r\nGET / H"
            )
            #expect(answer.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == ["200", "404", "200"])
        }

        /// Each is answered before the next is looked at, so that none has to wait.
        @Test func answersThousandsOfPipelinedRequests() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                for _ in 0..<10 {
                    try client.send(Array(String(repeating: "GET /healthz HTTP/1.1\r\n\r\n", count: 1_000).utf8))
                    for _ in 0..<1_000 { #expect(try client.response().text == "ok\n") }
                }
            }
        }

        @Test func endsTheConnectionAfterARequestWithABody() async throws {
            let answer = try await exchange(
                "POST /healthz HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n"
            )
            #expect(answer.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == ["405"])
        }

        @Test func refusesAHeadThatIsTooLong() async throws {
            for head in ["X: " + String(repeating: "x", count: 9_000), String(repeating: "X: x\r\n", count: 200)] {
                #expect(try await exchange("GET /healthz HTTP/1.1\r\n\(head)\r\n\r\n").hasPrefix("HTTP/1.1 431 "))
            }
            let path = String(repeating: "x", count: 9_000)
            #expect(try await exchange("GET /\(path) HTTP/1.1\r\n\r\n").hasPrefix("HTTP/1.1 431 "))
        }

        @Test func takesARequestByteByByte() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                for byte in Array("GET /healthz HTTP/1.1\r\n\r\n".utf8) { try client.send([byte]) }
                #expect(try client.read(15) == Array("HTTP/1.1 200 OK".utf8))
            }
        }

        /// As `curl --http2` does; RFC 9110, 7.8, lets a server go on as if nothing had been proposed.
        @Test func ignoresAnUpgradeAndEndsTheConnection() async throws {
            let upgrade = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ"
            let answer = try await exchange(
                "GET /healthz HTTP/1.1\r\n\(upgrade)\r\n\r\n" + String(repeating: "x", count: 100_000)
            )
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("\r\nconnection: close\r\n\r\nok\n"))
        }

        private func exchange(_ request: String) async throws -> String {
            var answer: [UInt8] = []
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(Array(request.utf8))
                answer = try client.readToEnd()
                try server.expectAlive()
            }
            return String(decoding: answer, as: UTF8.self)
        }
    }
}
