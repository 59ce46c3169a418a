import DossierCore
import DossierWire
import Testing

@testable import DossierClient

/// A watch over servers that come and go.
@Suite struct WatchTests {
    @Test func itGoesOnAfterTheLastEventWhenTheConnectionIsLost() async throws {
        let server = ScriptedServer(
            { connection in
                let stream = connection.watch(of: #"{"sequence": "3", "filter": "title = x"}"#)
                connection.send(.data(stream, Self.event("a", 4)), .data(stream, Self.event("b", 4)))
            },
            { connection in
                let stream = connection.watch(of: #"{"resume_token": "after-b", "filter": "title = x"}"#)
                connection.send(.data(stream, Self.event("c", 5)))
                _ = connection.receive()
            }
        )
        let retries = ToldRetries()
        var watch = Watch(
            try await Client.connect(to: server.address),
            .incidents,
            after: .sequence(3),
            filter: "title = x",
            CallOptions(retry: RetryPolicy(onRetry: retries.add))
        )
        for name in ["a", "b", "c"] { #expect(try await watch.next()["name"]?.text == name) }
        #expect(watch.position == .token("after-c"))
        #expect(retries.all.map(\.number) == [1])
    }

    /// Else a change between the start and the loss of the connection would be missed.
    @Test func fromNowOnIsAPositionBeforeAnythingHappens() async throws {
        let server = ScriptedServer(
            { connection in
                guard let request = connection.receive() else { return }
                #expect(request.request.method == "GetStatus")
                connection.send(
                    .response(request.stream, payload: Self.encoded(#"{"sequence": "8"}"#, "Server/GetStatus"))
                )
                _ = connection.watch(of: #"{"sequence": "8"}"#)
            },
            { connection in
                let stream = connection.watch(of: #"{"sequence": "8"}"#)
                connection.send(.data(stream, Self.event("a", 9)))
                _ = connection.receive()
            }
        )
        var watch = Watch(try await Client.connect(to: server.address), .incidents)
        #expect(try await watch.next()["name"]?.text == "a")
    }

    @Test func aHeartbeatIsAPositionAndAServerThatDrainsIsLookedForAgain() async throws {
        let server = ScriptedServer(
            { connection in
                let stream = connection.watch(of: #"{"sequence": "0"}"#)
                let beat = Self.encoded(
                    #"{"type": "CHANGE_TYPE_HEARTBEAT", "sequence": "7"}"#,
                    "Incidents/WatchIncidents"
                )
                let status = Status(.unavailable, "the server is going down; try again")
                connection.send(.data(stream, beat), .response(stream, status: status))
            },
            { connection in
                let stream = connection.watch(of: #"{"sequence": "7"}"#)
                connection.send(.data(stream, Self.event("a", 8)))
                _ = connection.receive()
            }
        )
        var watch = Watch(try await Client.connect(to: server.address), .incidents, after: .sequence(0))
        #expect(try await watch.next()["type"]?.text == "CHANGE_TYPE_HEARTBEAT")
        #expect(try await watch.next()["name"]?.text == "a")
    }

    @Test func whatNoOtherTryMendsEndsIt() async throws {
        let refusal = Status(.outOfRange, "sequence: 9 has not happened")
        let server = ScriptedServer { connection in
            let stream = connection.watch(of: #"{"sequence": "9"}"#)
            connection.send(.response(stream, status: refusal))
            _ = connection.receive()
        }
        var watch = Watch(try await Client.connect(to: server.address), .incidents, after: .sequence(9))
        let thrown = await #expect(throws: Status.self) { _ = try await watch.next() }
        #expect(thrown == refusal)
    }

    @Test func itGivesUpAfterSoManyTries() async throws {
        let server = ScriptedServer { _ in }
        let retries = ToldRetries()
        var watch = Watch(
            try await Client.connect(to: server.address),
            .incidents,
            after: .sequence(1),
            CallOptions(retry: RetryPolicy(tries: 2, onRetry: retries.add))
        )
        let thrown = await #expect(throws: Status.self) { _ = try await watch.next() }
        #expect(thrown?.code == .unavailable)
        #expect(retries.all.count == 2)
        #expect(watch.position == .sequence(1))
    }

    @Test func theTimeoutHoldsOverAllTries() async throws {
        let server = ScriptedServer { _ in }
        let client = try await Client.connect(to: server.address)
        var watch = Watch(client, .incidents, after: .sequence(1), CallOptions(timeout: .milliseconds(300)))
        let start = ContinuousClock.now
        let thrown = await #expect(throws: Status.self) { _ = try await watch.next() }
        #expect(thrown?.code == .deadlineExceeded)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    private static func event(_ name: String, _ sequence: Int) -> [UInt8] {
        encoded(
            #"{"type": "CHANGE_TYPE_CREATED", "name": "\#(name)", "sequence": "\#(sequence)", "resumeToken": "after-\#(name)"}"#,
            "Incidents/WatchIncidents"
        )
    }

    /// A reply of a method of dossier.v1.
    private static func encoded(_ json: String, _ method: String) -> [UInt8] {
        do {
            let method = try ServiceMethod.standard(MethodName("dossier.v1.\(method)"))
            return try JSONMessage.encode(JSONValue(parsing: json), as: method.output)
        } catch {
            Issue.record(error)
            return []
        }
    }
}

extension RawConnection {
    /// Reads a Request of WatchIncidents, which must say this, and returns its stream.
    fileprivate func watch(of json: String) -> UInt32 {
        guard let request = receive() else { return 0 }
        #expect(request.request.method == "WatchIncidents")
        do {
            let method = try ServiceMethod.standard(MethodName("dossier.v1.Incidents/WatchIncidents"))
            let expected = try JSONMessage.encode(JSONValue(parsing: json), as: method.input)
            #expect(request.request.payload == expected, "not \(json)")
        } catch {
            Issue.record(error)
        }
        return request.stream
    }
}
