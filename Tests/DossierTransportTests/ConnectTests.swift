import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// Connect's unary calls over HTTP/1, as the protocol has them.
    struct ConnectTests {
        @Test func answersJSONWithJSON() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                for number in 1...3 {
                    let json = #"{"int32Value":\#(number),"text":"é"}"#
                    let reply = try client.call("Unary", json, ["connect-protocol-version: 1"])
                    #expect(reply.line == "HTTP/1.1 200 OK")
                    #expect(reply["content-type"] == "application/json")
                    #expect(reply["connection"] == nil)
                    #expect(reply.text == json)
                }
                #expect(server.listener.connectionCount == 1)
            }
        }

        @Test func answersEncodedMessagesWithSuch() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                for body in [[8, 1], []] as [[UInt8]] {
                    try client.send("POST /test.Echo/Unary HTTP/1.1", ["content-type: application/proto"], body: body)
                    let reply = try client.response()
                    #expect(reply.status == 200)
                    #expect(reply["content-type"] == "application/proto")
                    #expect(reply.body == body)
                }
            }
        }

        @Test(arguments: [
            ("application/json; charset=utf-8", 200), ("Application/JSON", 200), ("application/json ; x=y", 200),
            ("application/proto", 200), ("text/plain", 415), ("text/plain; application/json", 415),
            ("application/x-www-form-urlencoded", 415), ("multipart/form-data", 415), ("application/connect+json", 415),
            ("application/json, text/plain", 415), ("text/plain, application/json", 415), ("application/jsonx", 415),
            ("application/grpc", 415), ("application/grpc-web+proto", 415), ("", 415),
        ])
        func takesOnlyItsOwnContentTypes(type: String, status: Int) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send("POST /test.Echo/Unary HTTP/1.1", ["content-type: \(type)"], body: Array("{}".utf8))
                let reply = try client.response()
                #expect(reply.status == status)
                if status == 415 {
                    #expect(reply["accept-post"] == "application/json, application/proto")
                    #expect(server.router.openedCalls == 0)
                }
            }
        }

        /// As a browser sends a Blob without a type.
        @Test func refusesABodyWithoutAContentType() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send("POST /test.Echo/Unary HTTP/1.1", body: Array("{}".utf8))
                let reply = try client.response()
                #expect(reply.status == 415)
                #expect(reply.text.contains("the content type is missing"))
            }
        }

        @Test(arguments: ["/test.Echo/None", "/other.Echo/Unary", "/a/b"])
        func saysWhatItDoesNotServe(path: String) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send("POST \(path) HTTP/1.1", ["content-type: application/json"], body: Array("{}".utf8))
                let reply = try client.response()
                #expect(reply.status == 404)
                #expect(reply["content-type"] == "application/json")
                #expect(reply.text.hasPrefix(#"{"code":"unimplemented","message":"no such "#))
            }
        }

        @Test(arguments: ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
        func isCalledWithPOSTOnly(method: String) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send("\(method) /test.Echo/Unary?connect=v1&encoding=json&message=%7B%7D HTTP/1.1")
                let reply = try client.response(hasBody: method != "HEAD")
                #expect(reply.status == 405)
                #expect(reply["allow"] == "POST")
                #expect(reply["connection"] == nil)
                #expect(try client.call("Unary").status == 200)
            }
        }

        @Test(arguments: ["Count", "Collect", "Chat"])
        func refusesMethodsThatStream(method: String) async throws {
            try await TestServer.run { server in
                let reply = try server.connect().call(method)
                #expect(reply.status == 501)
                let message = "this method streams; call it by gRPC or ttrpc"
                #expect(reply.text == #"{"code":"unimplemented","message":"\#(message)"}"#)
            }
        }

        @Test(arguments: [
            ("connect-protocol-version: 2", 400, "invalid_argument"), ("content-encoding: gzip", 501, "unimplemented"),
            ("connect-timeout-ms: 12345678901", 400, "invalid_argument"),
            ("connect-timeout-ms: 0", 504, "deadline_exceeded"),
            ("connect-timeout-ms: 1s", 400, "invalid_argument"), ("connect-timeout-ms: -1", 400, "invalid_argument"),
            ("connect-timeout-ms: +1", 400, "invalid_argument"), ("key-bin: !", 400, "invalid_argument"),
        ])
        func refusesWhatItsFieldsMayNotSay(field: String, status: Int, code: String) async throws {
            try await TestServer.run { server in
                let reply = try server.connect().call("Unary", "{}", [field])
                #expect(reply.status == status)
                #expect(reply.text.hasPrefix("{\"code\":\"\(code)\",\"message\":\""))
            }
        }

        @Test(arguments: ["connect-timeout-ms: 9999999999", "content-encoding: identity", "accept-encoding: gzip, br"])
        func takesWhatItsFieldsMaySay(field: String) async throws {
            try await TestServer.run { server in
                let reply = try server.connect().call("Unary", "{}", [field])
                #expect(reply.status == 200)
            }
        }

        @Test func endsACallAtItsDeadline() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let start = ContinuousClock.now
                let reply = try client.call("Never", "{}", ["connect-timeout-ms: 150"])
                #expect(ContinuousClock.now - start >= .milliseconds(150))
                #expect(reply.status == 504)
                #expect(reply.text.hasPrefix(#"{"code":"deadline_exceeded""#))
                #expect(server.router.cancelled == [.deadline])
                #expect(try client.call("Unary").status == 200)
            }
        }

        @Test func bringsMetadataBothWays() async throws {
            try await TestServer.run { server in
                let fields = [
                    "User-Agent: demo", "X-Trace: 1", "x-trace: 2", "key-bin: AAE=, AAI",
                    "Connection: keep-alive, X-Hop",
                    "X-Hop: 1", "Accept: */*", "Connect-Timeout-Ms: 10000", "Sec-Fetch-Mode: cors",
                ]
                let reply = try server.connect().call("Head", "{}", fields)
                #expect(reply.text == #"{"text":"key-bin=AAE\nkey-bin=AAI\nx-trace=1\nx-trace=2"}"#)
                try expectHeaderAndTrailers(reply)
            }
        }

        @Test func tellsAFailureWithItsMetadata() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let reply = try client.call("Abort")
                #expect(reply.status == 409)
                #expect(reply.text == #"{"code":"aborted","message":"it has \"changed\""}"#)
                try expectHeaderAndTrailers(reply)
                #expect(try client.call("Unary").status == 200)
            }
        }

        /// Neither more nor fewer than a field can carry.
        private func expectHeaderAndTrailers(_ reply: RawResponse) throws {
            #expect(reply["content-length"] == "\(reply.body.count)")
            #expect(reply["shard"] == "b")
            #expect(reply["trailer-cost"] == "7")
            #expect(reply["trailer-digest-bin"] == "AAE")
            #expect(reply.fields.count == 5)
        }
    }
}
