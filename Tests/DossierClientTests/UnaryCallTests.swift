import DossierClient
import DossierCore
import Testing

private let echo = MethodName("test.Echo", "Say")

@Suite struct UnaryCallTests {
    @Test func aRequestIsWrittenAsTheProtocolSaysAndAnswered() async throws {
        let server = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            let asked =
                request.type == 1 && request.flags == 0 && request.stream == 1
                && request.field(1) == Array("test.Echo".utf8) && request.field(2) == Array("Say".utf8)
            connection.send(.response(request.stream, payload: asked ? request.field(3) : []))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        #expect(try await client.call(echo, [1, 2, 3]) == [1, 2, 3])
    }

    @Test func anEmptyReplyIsAReply() async throws {
        let server = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            connection.send(.response(request.stream))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        #expect(try await client.call(echo, [1]) == [])
    }

    @Test func timeoutAndMetadataTravel() async throws {
        let server = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            connection.send(.response(request.stream, payload: request.body))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let metadata = Metadata([.init(name: "client", value: "demo")])
        let body = try await client.call(echo, [], CallOptions(timeout: .seconds(2), metadata: metadata))
        #expect(ProtoFields(body).first { $0.number == 4 }?.value == 2_000_000_000)
        let pair = try #require(ProtoFields(body).first { $0.number == 5 })
        #expect(ProtoFields(pair.bytes).map(\.text) == ["client", "demo"])
    }

    @Test func manyCallsAreInFlightAndAnsweredInAnyOrder() async throws {
        let server = ScriptedServer { connection in
            var requests: [RawFrame] = []
            while requests.count < 200, let request = connection.receive() { requests.append(request) }
            for request in requests.reversed() {
                connection.send(.response(request.stream, payload: request.field(3)))
            }
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        try await withThrowingTaskGroup(of: (UInt8, [UInt8]).self) { group in
            for number in UInt8(0)..<200 {
                group.addTask { (number, try await client.call(echo, [number, 1])) }
            }
            for try await (number, reply) in group { #expect(reply == [number, 1]) }
        }
    }

    @Test func aStatusArrivesWithItsViolations() async throws {
        var violation = ProtoWriter()
        violation.text(1, "incident.title")
        violation.text(2, "is required")
        var badRequest = ProtoWriter()
        badRequest.bytes(1, violation.bytes)
        var any = ProtoWriter()
        any.text(1, "type.googleapis.com/google.rpc.BadRequest")
        any.bytes(2, badRequest.bytes)
        var details = ProtoWriter()
        details.bytes(3, any.bytes)
        let status = Status(.invalidArgument, "incident.title: is required", encodedDetails: details.bytes)
        let server = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            connection.send(.response(request.stream, status: status))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let thrown = await #expect(throws: Status.self) { try await client.call(echo, []) }
        #expect(thrown == status)
        #expect(thrown?.fieldViolations.map(\.field) == ["incident.title"])
        #expect(thrown?.fieldViolations.map(\.description) == ["is required"])
    }

    @Test func anUnknownFrameTypeIsPassedOver() async throws {
        let server = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            connection.send(RawFrame(stream: request.stream, type: 77, body: [1]))
            connection.send(.response(request.stream, payload: [9]))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        #expect(try await client.call(echo, []) == [9])
    }

    @Test func aRequestThatIsTooLongIsNotSent() async throws {
        let server = ScriptedServer { connection in _ = connection.receive() }
        let client = try await Client.connect(to: server.address)
        let thrown = await #expect(throws: Status.self) {
            try await client.call(echo, [UInt8](repeating: 0, count: Limits.messageBytes + 1))
        }
        #expect(thrown?.code == .resourceExhausted)
    }
}
