import Testing

@testable import DossierTransport

extension TransportTests {
    /// The HTTP/1 door over a real socket.
    struct HealthTests {
        @Test func saysThatItServes() async throws {
            let answer = try await exchange("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("\r\ncontent-length: 3\r\nconnection: close\r\n\r\nok\n"))
        }

        @Test func answersHEADWithoutABody() async throws {
            let answer = try await exchange("HEAD /healthz HTTP/1.0\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n"))
        }

        @Test(arguments: [
            ("GET / HTTP/1.0", "404"), ("GET /healthz/x HTTP/1.0", "404"), ("GET /healthz?verbose HTTP/1.0", "200"),
            ("DELETE /healthz HTTP/1.0", "405"), ("OPTIONS /healthz HTTP/1.0", "405"), ("GET /healthz HTTP/3", "400"),
            ("GET /healthz", "400"), ("GET healthz HTTP/1.1", "400"), ("GET /healthz HTTP/1.1\r\n: x", "400"),
            ("GET /healthz HTTP/1.1\r\nno colon", "400"), ("GET /\u{0} \u{1} HTTP/1.1", "400"),
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

        @Test func endsTheConnectionAfterARequestWithABody() async throws {
            let answer = try await exchange(
                "POST /healthz HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n"
            )
            #expect(answer.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == ["405"])
        }

        @Test func refusesAHeadThatIsTooLong() async throws {
            let header = "X: " + String(repeating: "x", count: 9_000)
            #expect(try await exchange("GET /healthz HTTP/1.1\r\n\(header)\r\n\r\n").hasPrefix("HTTP/1.1 400 "))
        }

        @Test func takesARequestByteByByte() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                for byte in Array("GET /healthz HTTP/1.1\r\n\r\n".utf8) { try client.send([byte]) }
                #expect(try client.read(15) == Array("HTTP/1.1 200 OK".utf8))
            }
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
