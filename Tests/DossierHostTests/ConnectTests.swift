import DossierCore
import TestSupport
import Testing

/// Modules that the server does not come with, over Connect's protocol.
@Suite(.timeLimit(.minutes(2)))
struct ConnectTests {
    @Test(arguments: ["Echo", "QuickEcho", "FinishLater"])
    func aModuleInCIsCalledByCurl(method: String) async throws {
        try await serve { server in
            let reply = try await Curl.call(server.port, "probe.v1.Talk/\(method)", #"{"text": "é", "number": "0"}"#)
            #expect(reply.status == 200)
            #expect(reply.text == #"{"text":"é"}"#)
        }
    }

    @Test func repliesThatAreEncodedAlreadyBecomeJSON() async throws {
        try await serve { server in
            let client = try RawClient(port: server.port)
            let reply = try client.post("Talk/Trailers")
            #expect(reply.text == #"{"text":"encoded"}"#)
            #expect(reply["trailer-cost"] == "3")
            #expect(reply["trailer-shard"] == "b")
        }
    }

    @Test func headersGoAheadOfTheReply() async throws {
        try await serve { server in
            let reply = try RawClient(port: server.port).post("Talk/Headers", #"{"text": "shard=b", "number": 1}"#)
            #expect(reply["shard"] == "b")
            #expect(reply.status == 200)
        }
    }

    @Test func theCallerIsKnownAsByAnyDoor() async throws {
        try await serve { server in
            let fields = ["X-Who: me", "Connect-Timeout-Ms: 20500"]
            let reply = try RawClient(port: server.port).post("Talk/Caller", "{}", fields)
            #expect(
                reply.text.contains(
                    /\{"text":"local \(reader writer curator admin\) at 127\.0\.0\.1:[0-9]+; x-who=me","number":"20","other":"5"\}/
                )
            )
        }
    }

    @Test func detailsShowTheirFieldsWhereTheTypeIsKnown() async throws {
        try await serve { server in
            let client = try RawClient(port: server.port)
            let known = try client.post("Talk/Explain", #"{"text": "x"}"#)
            #expect(known.status == 400)
            #expect(known.text.contains(#""type":"google.rpc.BadRequest""#))
            #expect(known.text.contains(#""debug":{"fieldViolations":[{"field":"text","description":"is not what"#))
            #expect(known.text.contains(#"{"type":"probe.v1.Ask","value":"CgF4","debug":{"text":"x"}}"#))
            let encoded = try client.post("Talk/ExplainEncoded")
            #expect(encoded.status == 400)
            #expect(
                encoded.text == #"{"code":"failed_precondition","message":"not now","#
                    + #""details":[{"type":"probe.Any","value":"CgJoaQ"}]}"#
            )
        }
    }

    @Test(arguments: [(1, 499, "canceled"), (2, 500, "unknown"), (8, 429, "resource_exhausted"), (99, 500, "unknown")])
    func aFailureHasItsCode(number: Int, status: Int, code: String) async throws {
        try await serve { server in
            let reply = try RawClient(port: server.port).post("Talk/Fail", #"{"number": \#(number)}"#)
            #expect(reply.status == status)
            #expect(reply.text.hasPrefix("{\"code\":\"\(code)\","))
        }
    }

    /// Small enough for an event loop, and not.
    @Test(arguments: ["Echo", "QuickEcho"], [10, 200_000, 3_000_000])
    func anyLengthIsConverted(method: String, count: Int) async throws {
        try await serve { server in
            let text = #"{"text":"\#(String(repeating: "x", count: count))"}"#
            let client = try RawClient(port: server.port)
            for _ in 0..<2 { #expect(try client.post("Talk/\(method)", text).text == text) }
        }
    }

    @Test(arguments: ["Echo", "QuickEcho"])
    func messagesInsideMessagesAreBounded(method: String) async throws {
        try await serve { server in
            let client = try RawClient(port: server.port)
            for (levels, status) in [
                (Limits.messageDepth, 200), (Limits.messageDepth + 1, 400), (300, 400), (250_000, 400),
            ] {
                let json =
                    String(repeating: #"{"inner":"#, count: levels) + "{}" + String(repeating: "}", count: levels)
                #expect(try client.post("Talk/\(method)", json).status == status, "\(levels)")
            }
        }
    }

    @Test func aClientThatLeavesCancelsItsCall() async throws {
        try await serve { server in
            let client = try RawClient(port: server.port)
            try client.sendPost("Talk/Hold", #"{"text": "held"}"#)
            let other = try RawClient(port: server.port)
            try await eventually("it is held") { try other.post("Talk/Held").text.contains(#""text":"held""#) }
            client.close()
            try await eventually("it is cancelled") { try other.post("Talk/Held").text.contains(#""other":"1""#) }
            #expect(try other.post("Talk/Release").status == 200)
        }
    }

    @Test func aDeadlineCancelsTheCall() async throws {
        try await serve { server in
            let client = try RawClient(port: server.port)
            let late = try client.post("Talk/Hold", #"{"id": "ends itself"}"#, ["connect-timeout-ms: 50"])
            #expect(late.status == 504)
            #expect(late.text.hasPrefix(#"{"code":"deadline_exceeded""#))
            try await eventually("it ends") { try client.post("Talk/Held").text.contains("nothing is held") }
        }
    }

    @Test(arguments: ["Flow/Count", "Pipe/Sum", "Pipe/Echo"])
    func streamsAreRefused(method: String) async throws {
        try await serve { server in
            let reply = try RawClient(port: server.port).post(method)
            #expect(reply.status == 501)
        }
    }

    private func serve(_ body: (ModuleServer) async throws -> Void) async throws {
        try await ModuleServer.run(TestModule.build(all: "talk", "flow", "pipe"), body)
    }
}

extension RawClient {
    fileprivate func post(_ method: String, _ json: String = "{}", _ fields: [String] = []) throws -> RawResponse {
        try sendPost(method, json, fields)
        return try response()
    }

    fileprivate func sendPost(_ method: String, _ json: String, _ fields: [String] = []) throws {
        let head = ["content-type: application/json"] + fields
        try send("POST /probe.v1.\(method) HTTP/1.1", head, body: Array(json.utf8))
    }
}
