import CDossierProtos
import DossierClient
import DossierCore
import DossierWire
import Testing

private let echo = MethodName("test.Echo", "Say")

@Suite struct UnaryCallTests {
    @Test func aRequestIsWrittenAsTheProtocolSaysAndAnswered() async throws {
        let server = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            let asked =
                request.flags == 0 && request.stream == 1 && request.request.service == "test.Echo"
                && request.request.method == "Say"
            connection.send(.response(request.stream, payload: asked ? request.request.payload : []))
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
        try body.withUnsafeBytes { bytes in
            let request = try TTRPC.RequestView(parsing: bytes)
            #expect((1_000_000_000...2_000_000_000).contains(request.timeoutNanoseconds))
            #expect(request.metadata == metadata)
        }
    }

    @Test func manyCallsAreInFlightAndAnsweredInAnyOrder() async throws {
        let server = ScriptedServer { connection in
            var requests: [RawFrame] = []
            while requests.count < 200, let request = connection.receive() { requests.append(request) }
            for request in requests.reversed() {
                connection.send(.response(request.stream, payload: request.request.payload))
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
        let violations = #"[{"field": "incident.title", "description": "is required"}]"#
        let any = #"{"@type": "x/google.rpc.BadRequest", "fieldViolations": \#(violations)}"#
        let details = try Message(
            google__rpc__status__init,
            json: Array(#"{"details": [\#(any)]}"#.utf8),
            types: .details
        )
        let status = Status(.invalidArgument, "incident.title: is required", encodedDetails: details.encode())
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
