import DossierCore
import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// Bodies, time and the ends of HTTP/1 connections.
    struct HTTP1Tests {
        private static let head = "POST /test.Echo/Unary HTTP/1.1\r\ncontent-type: application/proto\r\n"
        private static let chunked = "\(head)transfer-encoding: chunked\r\n\r\n"

        @Test(arguments: [
            "2\r\n\u{8}\u{1}\r\n0\r\n\r\n", "1;name=value\r\n\u{8}\r\n01\r\n\u{1}\r\n0\r\ntrailer: x\r\n\r\n",
        ])
        func takesAChunkedBody(chunks: String) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                for byte in Array((Self.chunked + chunks).utf8) { try client.send([byte]) }
                #expect(try client.response().body == [8, 1])
                #expect(try client.call("Unary").status == 200)
            }
        }

        @Test(arguments: [
            "x\r\n", "-1\r\n", "0x1\r\n", "ffffffffffffffffff\r\n", "1 \r\n\u{8}\r\n", "1\r\n\u{8}\u{1}\u{1}\r\n",
            "\r\n", "1\n\u{8}\n0\n\n",
        ])
        func refusesBadChunks(chunks: String) async throws {
            try await refuses(Self.chunked + chunks)
        }

        @Test(arguments: [
            "content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n0\r\n\r\n",
            "content-length: 2\r\ncontent-length: 3\r\n\r\nabc", "content-length: 2, 3\r\n\r\nabc",
            "content-length: -1\r\n\r\n", "content-length: +2\r\n\r\nab",
            "content-length: 99999999999999999999\r\n\r\n",
            "transfer-encoding: chunked, gzip\r\n\r\n", "transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
            "transfer-encoding:\u{b}chunked\r\n\r\n0\r\n\r\n",
        ])
        func refusesWhatOthersCouldReadOtherwise(fields: String) async throws {
            try await refuses(Self.head + fields)
        }

        @Test(arguments: [
            ("transfer-encoding: gzip, chunked", 501), ("transfer-encoding: xchunked", 501),
            ("transfer-encoding: identity", 501), ("expect: 200-ok\r\ncontent-length: 2", 417),
            ("content-length: 4194305", 429), ("content-length: 9000000000000000000", 429),
        ])
        func answersBeforeTheBody(fields: String, status: Int) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(Array("\(Self.head)\(fields)\r\n\r\n".utf8))
                let reply = try client.response()
                #expect(reply.status == status)
                #expect(reply["connection"] == "close")
                #expect(client.isAtEnd(within: 5))
                #expect(server.router.openedCalls == 0)
            }
        }

        @Test func takesALargeBodyAndNoLarger() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                // Field 16, `data`.
                let contents = [UInt8](repeating: 9, count: Limits.messageBytes - 6)
                let body = [0x82, 1] + [0xfa, 0xff, 0xff, 1] + contents
                #expect(body.count == Limits.messageBytes)
                let type = ["content-type: application/proto"]
                try client.send("POST /test.Echo/Unary HTTP/1.1", type, body: body)
                #expect(try client.response().body == body)
                try client.send(Array(Self.chunked.utf8) + Array("400001\r\n".utf8) + body + [0])
                let reply = try client.response()
                #expect(reply.status == 429)
                #expect(
                    reply.text.hasPrefix(#"{"code":"resource_exhausted","message":"the body of a request may have"#)
                )
            }
        }

        @Test func invitesABodyThatWaits() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(Array("\(Self.head)Expect: 100-Continue\r\ncontent-length: 2\r\n\r\n".utf8))
                #expect(try client.response(hasBody: false).line == "HTTP/1.1 100 Continue")
                try client.send([8, 1])
                #expect(try client.response().body == [8, 1])
            }
        }

        @Test(arguments: [head, "\(head)content-length: 5000\r\n\r\nab", "\(chunked)fff\r\nab"])
        func tellsWhoIsTooSlow(request: String) async throws {
            try await TestServer.run({ $0.frameNanoseconds = 200_000_000 }) { server in
                let client = try server.connect()
                try client.send(Array(request.utf8))
                while client.sendSome([UInt8(ascii: "x")]) == 1, !client.isAtEnd(within: 0.02) {}
                let late = try server.connect()
                // Also behind a request that was complete.
                try late.send(Array("GET /healthz HTTP/1.1\r\n\r\n".utf8))
                #expect(try late.response().status == 200)
                try late.send(Array(request.utf8))
                #expect(try late.response(within: 5).status == 408)
                #expect(late.isAtEnd(within: 5))
                #expect(server.router.openedCalls == 0)
            }
        }

        @Test func closesAnIdleConnectionButNoneWithAnOpenCall() async throws {
            try await TestServer.run({ $0.idleNanoseconds = 150_000_000 }) { server in
                let (idle, waiting) = (try server.connect(), try server.connect())
                try waiting.sendCall("Held")
                #expect(try idle.call("Unary").status == 200)
                #expect(idle.isAtEnd(within: 5))
                #expect(!waiting.isAtEnd(within: 0.4))
                server.router.release()
                #expect(try waiting.response().status == 200)
            }
        }

        @Test func answersOneCallAfterTheOther() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.sendCall("Held", #"{"int32Value":1}"#)
                try client.sendCall("Unary", #"{"int32Value":2}"#)
                try client.send("GET /healthz HTTP/1.1")
                try await server.eventually { server.router.openedCalls == 1 }
                #expect(throws: RawClient.Failure.self) { try client.response(within: 0.1) }
                #expect(server.router.openedCalls == 1)
                server.router.release()
                #expect(try client.response().text == #"{"int32Value":1}"#)
                #expect(try client.response().text == #"{"int32Value":2}"#)
                #expect(try client.response().text == "ok\n")
            }
        }

        /// What comes behind an open call is not read, and what has been read with it is bounded.
        @Test func boundsWhatWaitsBehindACall() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.sendCall("Held")
                try await server.eventually { server.router.openedCalls == 1 }
                var sent = 0
                let requests = Array(String(repeating: "GET /healthz HTTP/1.1\r\n\r\n", count: 1_000).utf8)
                while true {
                    let count = client.sendSome(requests)
                    if count == 0 { break }
                    sent += count
                }
                #expect(sent < 64 << 20)
                server.router.release()
                #expect(try client.response().text == "{}")
            }
        }

        @Test func endsWithOneRequestTooManyReadAtOnce() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let call =
                    "POST /test.Echo/Held HTTP/1.1\r\ncontent-type: application/proto\r\ncontent-length: 0\r\n\r\n"
                let request = "GET /healthz HTTP/1.1\r\n\r\n"
                let waiting = String(repeating: request, count: Limits.httpPipelinedRequests + 1)
                try client.send(Array((call + waiting).utf8))
                try await server.eventually { server.router.openedCalls == 1 }
                server.router.release()
                let replies = try (0...Limits.httpPipelinedRequests + 1).map { _ in try client.response() }
                #expect(replies.map(\.status) == Array(repeating: 200, count: replies.count - 1) + [400])
                #expect(client.isAtEnd(within: 5))
            }
        }

        @Test func cancelsTheCallOfALostConnection() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.sendCall("Never")
                try await server.eventually { server.router.openCalls == 1 }
                client.close()
                try await server.eventually { server.router.openCalls == 0 && server.listener.connectionCount == 0 }
                #expect(server.router.cancelled == [.disconnected])
            }
        }

        @Test func dropsTheAnswerToALostConnection() async throws {
            try await TestServer.run { server in
                for _ in 0..<50 {
                    let client = try server.connect()
                    try client.sendCall("Head")
                    client.close()
                }
                try await server.eventually { server.router.openCalls == 0 && server.listener.connectionCount == 0 }
                try server.expectAlive()
            }
        }

        @Test(arguments: ["Large", "LargeElsewhere"])
        func answersWithALargeReplyAndNoLarger(method: String) async throws {
            try await TestServer.run { server in
                let client = try server.connect(receiveBuffer: 16_384)
                let type = ["content-type: application/proto"]
                for megabytes in [4, 3] as [UInt8] {
                    try client.send("POST /test.Echo/\(method) HTTP/1.1", type, body: [megabytes])
                    #expect(try client.response().body.count == Int(megabytes) << 20)
                }
                try client.send("POST /test.Echo/\(method) HTTP/1.1", type, body: [5])
                let reply = try client.response()
                #expect(reply.status == 429)
                #expect(reply.text.hasPrefix(#"{"code":"resource_exhausted","message":"a reply of 5242880 bytes"#))
            }
        }

        /// Bytes that are no message, of a size that a worker converts.
        @Test(arguments: ["Large", "LargeElsewhere"])
        func saysThatAReplyCannotBeToldInJSON(method: String) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                // The first byte of the request, the tag of its field, says how large.
                let reply = try client.call(method, #"{"text":"x"}"#)
                #expect(reply.status == 500)
                #expect(reply.text.hasPrefix(#"{"code":"internal","message":"the reply cannot be written as JSON"#))
                #expect(try client.call("Unary").status == 200)
            }
        }

        /// Converted by workers, both ways.
        @Test func answersLargeJSON() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                let json = #"{"text":"\#(String(repeating: "x", count: 300_000))"}"#
                for _ in 0..<3 { #expect(try client.call("Unary", json).text == json) }
            }
        }

        @Test func cancelsNothingWhenTheClientLeavesBeforeItsJSONIsRead() async throws {
            try await TestServer.run { server in
                let json = #"{"text":"\#(String(repeating: "x", count: 3_000_000))"}"#
                for _ in 0..<5 {
                    let client = try server.connect()
                    try client.sendCall("Unary", json)
                    client.close()
                }
                try await server.eventually { server.listener.connectionCount == 0 && server.router.openCalls == 0 }
                try server.expectAlive()
            }
        }

        private func refuses(_ request: String) async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(Array(request.utf8))
                let reply = try client.response()
                #expect(reply.status == 400)
                #expect(reply["connection"] == "close")
                #expect(client.isAtEnd(within: 5))
                #expect(server.router.openedCalls == 0)
                try server.expectAlive()
            }
        }
    }
}
