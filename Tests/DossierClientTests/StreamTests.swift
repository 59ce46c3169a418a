import DossierClient
import DossierCore
import Testing

private let watch = MethodName("test.Echo", "Watch")
private let mirror = MethodName("test.Echo", "Mirror")

@Suite struct StreamTests {
    @Test func repliesComeInOrderAndEndWell() async throws {
        let server = ScriptedServer { connection in
            guard let request = connection.receive(), request.flags == 1 else { return }
            for number in UInt8(0)..<100 { connection.send(.data(request.stream, [number])) }
            connection.send(.data(request.stream, []), .end(request.stream))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        var replies: [[UInt8]] = []
        for try await reply in try await client.stream(watch, [7]) { replies.append(reply) }
        #expect(replies == (UInt8(0)..<100).map { [$0] } + [[]])
    }

    @Test func aBadEndComesAfterTheReplies() async throws {
        let server = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            connection.send(.data(request.stream, [1]))
            connection.send(.response(request.stream, status: Status(.unavailable, "resume from sequence 12")))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        var replies = try await client.stream(watch, []).makeAsyncIterator()
        #expect(try await replies.next() == [1])
        let thrown = await #expect(throws: Status.self) { _ = try await replies.next() }
        #expect(thrown == Status(.unavailable, "resume from sequence 12"))
    }

    @Test func leavingTheLoopDropsTheCallAndTheConnectionLivesOn() async throws {
        let server = ScriptedServer { connection in
            guard let stream = connection.receive() else { return }
            connection.send(.data(stream.stream, [1]), .data(stream.stream, [2]), .data(stream.stream, [3]))
            guard let unary = connection.receive() else { return }
            connection.send(.data(stream.stream, [4]), .response(unary.stream, payload: [5]))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        for try await _ in try await client.stream(watch, []) { break }
        #expect(try await client.call(MethodName("test.Echo", "Say"), []) == [5])
    }

    @Test func bothSidesStream() async throws {
        let server = ScriptedServer { connection in
            guard let request = connection.receive(), request.flags == 2 else { return }
            while let frame = connection.receive(), frame.type == 3 {
                guard frame.flags & 4 == 0 else { break }
                connection.send(.data(frame.stream, frame.body + [0]))
            }
            connection.send(.end(request.stream))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let call = try await client.duplex(mirror)
        var replies = call.replies.makeAsyncIterator()
        for number in UInt8(1)...3 {
            try await call.send([number])
            #expect(try await replies.next() == [number, 0])
        }
        try await call.closeSending()
        #expect(try await replies.next() == nil)
        let thrown = await #expect(throws: Status.self) { try await call.send([4]) }
        #expect(thrown?.code == .ok || thrown?.code == .cancelled)
    }

    @Test func theClientStreamsAndOneReplyComes() async throws {
        let server = ScriptedServer { connection in
            var sum: UInt8 = 0
            var stream: UInt32 = 0
            while let frame = connection.receive() {
                stream = frame.stream
                sum += frame.body.first { frame.type == 3 && $0 > 0 } ?? 0
                if frame.type == 3, frame.flags == 5 { break }
            }
            connection.send(.response(stream, payload: [sum]))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let call = try await client.duplex(mirror, repliesStream: false)
        for number in UInt8(1)...3 { try await call.send([number]) }
        try await call.closeSending()
        var replies = call.replies.makeAsyncIterator()
        #expect(try await replies.next() == [6])
        #expect(try await replies.next() == nil)
    }

    @Test func aStreamGetsANewConnectionWhenTheFirstIsLost() async throws {
        let server = ScriptedServer(
            { _ = $0.receive() },
            { connection in
                guard let request = connection.receive() else { return }
                connection.send(.data(request.stream, [1]), .end(request.stream))
                _ = connection.receive()
            }
        )
        let client = try await Client.connect(to: server.address)
        let lost = await #expect(throws: Status.self) { for try await _ in try await client.stream(watch, []) {} }
        #expect(lost?.code == .unavailable)
        var replies = try await client.stream(watch, []).makeAsyncIterator()
        #expect(try await replies.next() == [1])
    }

    /// It drains, and keeps the first connection.
    @Test func afterUnavailableTheNextStreamHasANewConnection() async throws {
        let (listener, port) = RawSocket.listening()
        let server = Task.detached {
            let first = RawConnection(socket: listener.accepted())
            guard let refused = first.receive() else { return }
            first.send(.response(refused.stream, status: Status(.unavailable, "going down")))
            let second = RawConnection(socket: listener.accepted())
            guard let again = second.receive() else { return }
            second.send(.data(again.stream, [1]))
            _ = first.receive()
        }
        let client = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: port))
        let refused = await #expect(throws: Status.self) { for try await _ in try await client.stream(watch, []) {} }
        #expect(refused?.message == "going down")
        let call = try await client.duplex(mirror, CallOptions(timeout: .seconds(5)))
        var replies = call.replies.makeAsyncIterator()
        #expect(try await replies.next() == [1])
        await client.close()
        await server.value
    }

    /// The server can write only so much while nobody reads; reading on lets all of it through.
    @Test func aSlowReaderHoldsTheServerBackAndLosesNothing() async throws {
        let message = [UInt8](repeating: 7, count: 64 << 10)
        let count = 400
        let server = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            for _ in 0..<count { connection.send(.data(request.stream, message)) }
            connection.send(.end(request.stream))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let replies = try await client.stream(watch, [])
        try await Task.sleep(for: .milliseconds(300))
        var read = 0
        for try await reply in replies {
            #expect(reply.count == message.count)
            read += 1
        }
        #expect(read == count)
    }

    /// While another call waits, the connection is read on; the stream that nobody reads is ended at its hard limit.
    @Test func aStreamThatNobodyReadsDoesNotStallOthers() async throws {
        let message = [UInt8](repeating: 7, count: 1 << 20)
        let server = ScriptedServer { connection in
            guard let stream = connection.receive(), let unary = connection.receive() else { return }
            for _ in 0..<(Limits.waitingReplyBytesAtMost >> 20) + 2 { connection.send(.data(stream.stream, message)) }
            connection.send(.response(unary.stream, payload: [5]))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let replies = try await client.stream(watch, [])
        #expect(try await client.call(MethodName("test.Echo", "Say"), []) == [5])
        let thrown = await #expect(throws: Status.self) { for try await _ in replies {} }
        #expect(thrown?.code == .resourceExhausted)
    }
}
