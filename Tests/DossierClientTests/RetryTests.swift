import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire
import Testing

@testable import DossierClient

private let get = MethodName("dossier.v1.Incidents", "GetIncident")

/// Which calls are tried again, when, and how often. `FaultTests` has the same with real servers.
@Suite struct RetryTests {
    @Test func waitsGrowUpToACeilingAndDiffer() {
        let ceiling = Duration.nanoseconds(Limits.backoffCeilingNanoseconds)
        for failures in 0..<60 {
            let delays = (0..<20).compactMap { _ in RetryPolicy.delay(after: failures, Status(.unavailable, "")) }
            let longest = min(Duration.nanoseconds(Limits.backoffNanoseconds) * (1 << min(failures, 16)), ceiling)
            #expect(delays.count == 20)
            #expect(delays.allSatisfy { $0 <= longest && $0 >= longest / 2 })
            #expect(Set(delays).count > 1)
        }
    }

    @Test func nobodyWaitsShorterThanTheServerAsksNorLongerThanTheCeiling() {
        let busy = Status.busy("", retryAfter: 3_000_000_005)
        #expect(busy.retryDelay == .seconds(3) + .nanoseconds(5))
        #expect(RetryPolicy.delay(after: 0, busy) == busy.retryDelay)
        #expect(RetryPolicy.delay(after: 0, .busy("", retryAfter: Limits.backoffCeilingNanoseconds + 1)) == nil)
    }

    @Test func aServerThatIsTooBusyIsAskedAgainWhenItSays() async throws {
        let server = ScriptedServer { connection in
            guard let first = connection.receive() else { return }
            connection.send(.response(first.stream, status: .busy("too much", retryAfter: 300_000_000)))
            guard let second = connection.receive() else { return }
            connection.send(.response(second.stream, payload: second.request.payload))
            _ = connection.receive()
        }
        let client = try await Client.connect(to: server.address)
        let start = ContinuousClock.now
        #expect(try await client.call(get, [1]) == [1])
        #expect(.now - start >= .milliseconds(300))
    }

    @Test(arguments: [
        StatusCode.resourceExhausted, .invalidArgument, .internal, .aborted, .deadlineExceeded, .cancelled,
    ])
    func whatNoOtherTryMendsIsNotTriedAgain(code: StatusCode) async throws {
        let server = ScriptedServer { connection in
            while let request = connection.receive() {
                connection.send(.response(request.stream, status: Status(code, "\(request.stream)")))
            }
        }
        let client = try await Client.connect(to: server.address)
        let thrown = await #expect(throws: Status.self) { try await client.call(get, []) }
        #expect(thrown == Status(code, "1"))
    }

    @Test func itGivesUpAfterSoManyTriesWithTheLastReason() async throws {
        let server = ScriptedServer({ _ = $0.receive() }, { _ = $0.receive() })
        let told = ToldRetries()
        let client = try await Client.connect(to: server.address)
        let thrown = await #expect(throws: Status.self) {
            try await client.call(get, [], CallOptions(retry: RetryPolicy(tries: 3, onRetry: told.add)))
        }
        #expect(thrown?.code == .unavailable && thrown?.message.contains("cannot reach") == true)
        #expect(told.all.map(\.number) == [1, 2, 3])
        #expect(told.all.first?.reason.message.contains("closed by the server") == true)
    }

    /// It drains: another connection may lead elsewhere, and a call that is open on the first one goes on.
    @Test func afterUnavailableTheNextTryHasANewConnection() async throws {
        let (listener, port) = RawSocket.listening()
        let first = Task.detached {
            let connection = RawConnection(socket: listener.accepted())
            guard let open = connection.receive(), let refused = connection.receive() else { return }
            connection.send(.response(refused.stream, status: Status(.unavailable, "going down")))
            let second = RawConnection(socket: listener.accepted())
            guard let again = second.receive() else { return }
            second.send(.response(again.stream, payload: [1]))
            connection.send(.response(open.stream, payload: [9]))
            _ = second.receive()
        }
        let client = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: port))
        let open = Task { try await client.call(MethodName("test.Echo", "Say"), []) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await client.call(get, [], CallOptions(timeout: .seconds(5))) == [1])
        #expect(try await open.value == [9])
        await client.close()
        await first.value
    }

    @Test func whatCannotBeKnownOfAnEarlierTryIsToldAtTheEnd() async throws {
        let refusal = Status(.unauthenticated, "the token has expired")
        let servers: [(StatusCode, String, ScriptedServer)] = [
            (.unavailable, "cannot reach", ScriptedServer({ _ = $0.receive() }, { _ = $0.receive() })),
            (
                .unauthenticated, refusal.message,
                ScriptedServer(
                    { _ = $0.receive() },
                    { connection in
                        guard let again = connection.receive() else { return }
                        connection.send(.response(again.stream, status: refusal))
                        _ = connection.receive()
                    }
                )
            ),
        ]
        for (code, words, server) in servers {
            let status = await Self.failure(of: server, CallOptions(retry: RetryPolicy(tries: 3)))
            #expect(status?.code == code)
            #expect(status?.message.hasPrefix(words) == true, "\(status?.message ?? "")")
            #expect(status?.message.hasSuffix("\(Self.mayBeDone); \(Self.isSafe)") == true, "\(status?.message ?? "")")
        }
    }

    @Test func aWriteThatIsNotAnsweredInTimeMayHaveBeenDone() async throws {
        let server = ScriptedServer { connection in while connection.receive() != nil {} }
        let status = await Self.failure(of: server, CallOptions(timeout: .milliseconds(100)))
        #expect(status?.code == .deadlineExceeded)
        #expect(status?.message.hasSuffix("\(Self.mayBeDone); \(Self.isSafe)") == true, "\(status?.message ?? "")")
    }

    @Test func aWriteThatWasAnsweredOrNotSentIsNotSaidToBeOpen() async throws {
        let refusal = Status(.alreadyExists, "incidents/a exists")
        let answering = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            connection.send(.response(request.stream, status: refusal))
            _ = connection.receive()
        }
        #expect(await Self.failure(of: answering, CallOptions()) == refusal)
        let closing = ScriptedServer { _ in }
        let client = try await Client.connect(to: closing.address)
        try await Task.sleep(for: .milliseconds(100))
        let method = MethodName("dossier.v1.Incidents", "CreateIncident")
        let thrown = await #expect(throws: Status.self) {
            try await client.call(method, [], CallOptions(retry: .never))
        }
        #expect(thrown?.message.contains("cannot reach") == true)
        #expect(thrown?.message.contains(Self.mayBeDone) == false)
    }

    private static let mayBeDone = "; dossier.v1.Incidents/CreateIncident may have been done or not"
    private static let isSafe = "repeating it is safe with request_id mine"

    /// How a write under a request_id fails.
    private static func failure(of server: ScriptedServer, _ options: CallOptions) async -> Status? {
        await #expect(throws: Status.self) {
            let resources = Resources(try await Client.connect(to: server.address), options)
            _ = try await resources.create(.incidents, id: "a", .object([]), WriteOptions(requestID: "mine"))
        }
    }

    /// A write that is neither is one that nobody can repeat safely.
    @Test func everyMethodOfTheRecordReadsOrCanHaveARequestIDButRedactRevisions() throws {
        let services = [
            dossier__v1__incidents__type(), dossier__v1__actors__type(), dossier__v1__statements__type(),
            dossier__v1__server__type(),
        ]
        var neither: [String] = []
        for service in services {
            let service = try #require(service).pointee
            for index in 0..<Int(service.n_methods) {
                let method = service.methods[index]
                let name = MethodName(String(cString: service.name), String(cString: method.name))
                guard !name.method.hasPrefix("Watch"), !name.method.hasPrefix("Import") else { continue }
                let hasID = protobuf_c_message_descriptor_get_field_by_name(method.input, "request_id") != nil
                #expect(!(name.isRead && hasID), "\(name)")
                if !name.isRead && !hasID { neither.append(name.method) }
            }
        }
        #expect(neither == ["RedactRevisions"])
    }

    @Test func ofOtherServicesOnlyTheStandardMethodsAreTakenForReads() {
        for (method, isRead) in [
            ("GetX", true), ("ListX", true), ("BatchGetX", true), ("CountX", false), ("Getaway", false),
        ] {
            #expect(MethodName("other.v1.Things", method).isRead == isRead, "\(method)")
        }
    }

    @Test func everyWriteHasAnIDOfItsOwnUnlessItIsGivenOne() throws {
        let ids = (0..<2).map { _ in JSONValue(members: WriteOptions().members)["request_id"]?.text ?? "" }
        #expect(ids[0] != ids[1])
        for id in ids {
            #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        }
        #expect(JSONValue(members: WriteOptions(requestID: "a").members)["request_id"]?.text == "a")
        #expect(WriteOptions(requestID: "").members.isEmpty)
    }
}
