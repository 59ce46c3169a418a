import DossierClient
import DossierCore
import Testing

/// What a client that is closed here leaves: nothing.
@Suite struct CloseTests {
    @Test func itEndsACallOnAConnectionThatWasLeft() async throws {
        let (listener, port) = RawSocket.listening()
        let server = Task.detached {
            let first = RawConnection(socket: listener.accepted())
            guard first.receive() != nil, let refused = first.receive() else { return }
            first.send(.response(refused.stream, status: Status(.unavailable, "going down")))
            let second = RawConnection(socket: listener.accepted())
            guard let again = second.receive() else { return }
            second.send(.response(again.stream, payload: [1]))
            while first.receive() != nil {}
            while second.receive() != nil {}
        }
        let client = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: port))
        let options = CallOptions(timeout: .seconds(10))
        let open = Task { try await client.call(MethodName("test.Echo", "GetLate"), [], options) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await client.call(MethodName("test.Echo", "GetSoon"), [], options) == [1])
        await client.close()
        let thrown = await #expect(throws: Status.self) { try await open.value }
        #expect(thrown?.code == .cancelled)
        #expect(thrown?.message.contains("was closed here") == true)
        await server.value
    }

    @Test func aWatchLooksForNoOtherServer() async throws {
        let server = ScriptedServer { connection in while connection.receive() != nil {} }
        let client = try await Client.connect(to: server.address)
        let told = ToldRetries()
        let options = CallOptions(retry: RetryPolicy(onRetry: told.add))
        let ends = Task {
            var watch = Watch(client, .incidents, after: .sequence(1), options)
            return [await Self.end(of: &watch), await Self.end(of: &watch)]
        }
        let picture = Task {
            var watch = PictureWatch(client, of: "incidents/a", options)
            return await #expect(throws: Status.self) { _ = try await watch.next() }
        }
        try await Task.sleep(for: .milliseconds(50))
        let start = ContinuousClock.now
        await client.close()
        for end in await ends.value + [picture.value] { #expect(end?.code == .cancelled) }
        #expect(.now - start < .seconds(1))
        #expect(told.all.isEmpty)
    }

    private static func end(of watch: inout Watch) async -> Status? {
        do throws(Status) { _ = try await watch.next() } catch { return error }
        return nil
    }

    @Test func noCallAndNoStreamBeginsAfterIt() async throws {
        let server = ScriptedServer({ _ = $0.receive() }, { _ = $0.receive() })
        let client = try await Client.connect(to: server.address)
        await client.close()
        let method = MethodName("test.Echo", "GetLate")
        let call = await #expect(throws: Status.self) { try await client.call(method, []) }
        let stream = await #expect(throws: Status.self) { _ = try await client.stream(method, []) }
        #expect(call?.code == .cancelled && stream?.code == .cancelled)
    }
}
