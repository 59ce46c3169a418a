import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// Browsers, and the pages they call from.
    struct OriginTests {
        private static let page = "https://desk.example"
        private static let question = [
            "origin: \(page)", "access-control-request-method: POST",
            "access-control-request-headers: connect-protocol-version,content-type",
        ]

        @Test func tellsABrowserNothingUnlessAnOriginIsAllowed() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send("OPTIONS /test.Echo/Unary HTTP/1.1", Self.question)
                let refusal = try client.response()
                #expect(refusal.status == 403)
                let call = try client.call("Unary", "{}", ["origin: \(Self.page)"])
                #expect(call.status == 403)
                #expect(call.text.contains("--allow-origin \(Self.page)"))
                let plain = try server.connect().call("Unary")
                #expect(plain.status == 200)
                for reply in [refusal, call, plain] {
                    #expect(reply.fields.keys.allSatisfy { !$0.hasPrefix("access-control-") })
                }
                #expect(server.router.openedCalls == 1)
            }
        }

        @Test(arguments: [page, "*"])
        func letsPagesOfAnAllowedOriginCall(allowed: String) async throws {
            try await TestServer.run({ $0.allowedOrigins = [allowed, "http://other.example"] }) { server in
                let client = try server.connect()
                try client.send("OPTIONS /test.Echo/Unary HTTP/1.1", Self.question)
                let answer = try client.response()
                #expect(answer.status == 204)
                #expect(answer["access-control-allow-origin"] == Self.page)
                #expect(answer["access-control-allow-methods"] == "POST")
                #expect(answer["access-control-allow-headers"] == "connect-protocol-version,content-type")
                #expect(answer["access-control-max-age"] == "7200")
                #expect(answer["vary"] == "origin")
                for (method, status) in [("Unary", 200), ("Abort", 409), ("None", 404)] {
                    let reply = try server.connect().call(method, "{}", ["origin: \(Self.page)"])
                    #expect(reply.status == status)
                    #expect(reply["access-control-allow-origin"] == Self.page)
                    #expect(reply["access-control-expose-headers"] == "*")
                    #expect(reply["vary"] == "origin")
                }
                #expect(try client.call("Unary")["access-control-allow-origin"] == nil)
            }
        }

        @Test(arguments: [
            "https://desk.example.evil", "http://desk.example", "https://DESK.example", "null", "https://desk.example/",
        ])
        func keepsOutAllOthers(origin: String) async throws {
            try await TestServer.run({ $0.allowedOrigins = [Self.page] }) { server in
                let client = try server.connect()
                try client.send("OPTIONS /test.Echo/Unary HTTP/1.1", ["origin: \(origin)"] + Self.question.dropFirst())
                let refusal = try client.response()
                #expect(refusal.status == 403)
                #expect(refusal["access-control-allow-origin"] == nil)
                #expect(try client.call("Unary", "{}", ["origin: \(origin)"]).status == 403)
                #expect(server.router.openedCalls == 0)
            }
        }

        @Test(arguments: [
            ("http://localhost:7420", "localhost:7420", 200), ("https://127.0.0.1", "127.0.0.1", 200),
            ("http://[::1]:7420", "[::1]:7420", 200), ("http://127.0.0.1:80", "127.0.0.1:7420", 403),
            // A name that leads here, but is somebody else's.
            ("http://evil.example:7420", "evil.example:7420", 403), ("http://a.localhost", "a.localhost", 403),
            ("http://x127.0.0.1", "127.0.0.1", 403),
        ])
        func takesCallsOfItsOwnPagesByAddressOnly(origin: String, host: String, status: Int) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let head = ["POST /test.Echo/Unary HTTP/1.1", "host: \(host)", "origin: \(origin)"]
                let type = ["content-type: application/json", "content-length: 2"]
                try client.send(Array("\((head + type).joined(separator: "\r\n"))\r\n\r\n{}".utf8))
                #expect(try client.response().status == status)
            }
        }
    }
}
