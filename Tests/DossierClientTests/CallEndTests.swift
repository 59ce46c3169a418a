import DossierClient
import DossierCore
import Testing

private let echo = MethodName("test.Echo", "Say")

/// How calls end when all does not go well, and that the connection lives on where it can.
@Suite struct CallEndTests {
    @Test func aDeadlineEndsTheCallAndLateRepliesArePassedOver() async throws {
        let client = try await Client.connect(to: Self.slowServer().address)
        let thrown = await #expect(throws: Status.self) {
            try await client.call(echo, Self.slow, CallOptions(timeout: .milliseconds(30)))
        }
        #expect(thrown?.code == .deadlineExceeded)
        #expect(try await client.call(echo, [2]) == [2])
    }

    @Test func cancellingTheTaskEndsTheCallHere() async throws {
        let client = try await Client.connect(to: Self.slowServer().address)
        let task = Task { try await client.call(echo, Self.slow) }
        try await Task.sleep(for: .milliseconds(30))
        task.cancel()
        let thrown = await #expect(throws: Status.self) { try await task.value }
        #expect(thrown?.code == .cancelled)
        #expect(try await client.call(echo, [2]) == [2])
    }

    private static let slow: [UInt8] = [0]

    /// Answers slow requests late: with the next one that is not slow, and before it.
    private static func slowServer() -> ScriptedServer {
        ScriptedServer { connection in
            var late: [RawFrame] = []
            while let request = connection.receive() {
                late.append(.response(request.stream, payload: request.request.payload))
                if request.request.payload == slow { continue }
                for frame in late { connection.send(frame) }
                late = []
            }
        }
    }

    @Test func aLostConnectionEndsAllCallsWithAHint() async throws {
        let server = ScriptedServer { connection in
            _ = connection.receive()
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let calls = (1...2).map { _ in Task { try await client.call(echo, []) } }
        let first = await #expect(throws: Status.self) { try await calls[0].value }
        let second = await #expect(throws: Status.self) { try await calls[1].value }
        #expect(first?.code == .unavailable && second?.code == .unavailable)
        #expect(first?.message.contains("connect again; test.Echo/Say may have been done or not") == true)
        let later = await #expect(throws: Status.self) {
            try await client.call(echo, [], CallOptions(retry: .never))
        }
        #expect(later?.code == .unavailable)
    }

    @Test func nobodyListeningIsSaidWithAHint() async throws {
        let (listener, port) = RawSocket.listening()
        listener.shutDown()
        let thrown = await #expect(throws: Status.self) {
            _ = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: port))
        }
        #expect(thrown?.code == .unavailable)
        #expect(thrown?.message.contains("cannot reach 127.0.0.1:\(port): connection refused; is dossierd") == true)
    }

    @Test func anotherKindOfServerIsTold() async throws {
        let server = ScriptedServer { connection in
            _ = connection.receive()
            connection.socket.write(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let thrown = await #expect(throws: Status.self) { try await client.call(echo, []) }
        #expect(thrown?.message.contains("does not answer in ttrpc") == true)
    }

    @Test func aReplyThatIsTooLongEndsItsCallAlone() async throws {
        let server = ScriptedServer { connection in
            guard let first = connection.receive() else { return }
            connection.send(.response(first.stream, payload: [1]))
            guard let second = connection.receive() else { return }
            let length = Limits.messageBytes + 1
            connection.socket.write(RawConnection.bytes(UInt32(length)) + RawConnection.bytes(second.stream) + [2, 0])
            connection.socket.write([UInt8](repeating: 0, count: length))
            guard let third = connection.receive() else { return }
            connection.send(.response(third.stream, payload: [3]))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        #expect(try await client.call(echo, []) == [1])
        let thrown = await #expect(throws: Status.self) { try await client.call(echo, []) }
        #expect(thrown?.code == .resourceExhausted)
        #expect(try await client.call(echo, []) == [3])
    }

    @Test func aBrokenEnvelopeEndsItsCallAlone() async throws {
        let server = ScriptedServer { connection in
            guard let first = connection.receive() else { return }
            connection.send(RawFrame(stream: first.stream, type: 2, body: [0x12, 0x7F, 1]))
            guard let second = connection.receive() else { return }
            connection.send(.response(second.stream, payload: [2]))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let thrown = await #expect(throws: Status.self) { try await client.call(echo, []) }
        #expect(thrown?.code == .internal)
        #expect(try await client.call(echo, []) == [2])
    }

    @Test func closingHereEndsCallsHere() async throws {
        let server = ScriptedServer { connection in while connection.receive() != nil {} }
        let client = try await Client.connect(to: server.address)
        let task = Task { try await client.call(echo, []) }
        try await Task.sleep(for: .milliseconds(30))
        await client.close()
        let thrown = await #expect(throws: Status.self) { try await task.value }
        #expect(thrown?.code == .cancelled)
    }
}
