import CDossierProtos
import DossierCore
import DossierWire
import Testing

@testable import DossierClient

/// Servers whose reflection is otherwise than ours.
@Suite struct ReflectionTests {
    @Test func aServerWithoutReflectionIsToldOf() async throws {
        let server = ScriptedServer { connection in
            guard let request = connection.receive() else { return }
            #expect(request.request.service == "grpc.reflection.v1.ServerReflection")
            connection.send(.response(request.stream, status: Status(.unimplemented, "no such service")))
            while connection.receive() != nil {}
        }
        let client = try await Client.connect(to: server.address)
        let refused = await #expect(throws: Status.self) { try await ServiceCatalog.service("a.B", of: client) }
        let reason = "it has no grpc.reflection.v1.ServerReflection, from which a client learns them"
        #expect(
            refused == Status(.unimplemented, "the server at \(server.address) does not tell its methods: \(reason)")
        )
    }

    /// A server may hand out the file alone.
    @Test func importsThatAreLeftOutAreAskedFor() async throws {
        let files = try Self.files()
        let server = ScriptedServer { connection in
            Self.answer(connection) { question in
                let name = question["fileByFilename"]?.text ?? "dossier/v1/server.proto"
                return files[name].map { .files([$0]) } ?? .error("no \(name)")
            }
        }
        let client = try await Client.connect(to: server.address)
        let catalog = try await ServiceCatalog.service("dossier.v1.Server", of: client)
        _ = try catalog.method(MethodName("dossier.v1.Server", "GetStatus"))
        #expect(catalog.message("google.protobuf.Timestamp") != nil)
    }

    /// More services than are asked for at a time; one of them goes while they are.
    @Test func manyServicesAreAskedForInTurns() async throws {
        let files = try Self.files()
        let names = (0..<3 * Limits.reflectionRequests).map { "a.B\($0)" } + ["dossier.v1.Server"]
        let server = ScriptedServer { connection in
            Self.answer(connection) { question in
                if question["listServices"] != nil { return .services(names) }
                return question["fileContainingSymbol"]?.text == "dossier.v1.Server"
                    ? .files(files.values.sorted { $0.count > $1.count }) : .error("gone")
            }
        }
        let client = try await Client.connect(to: server.address)
        #expect(try await ServiceCatalog.all(of: client).services.map(\.name) == ["dossier.v1.Server"])
    }

    @Test func anImportThatIsNowhereEndsTheSearch() async throws {
        let files = try Self.files()
        let server = ScriptedServer { connection in
            Self.answer(connection) { question in
                question["fileByFilename"] == nil ? .files([files["dossier/v1/server.proto"]!]) : .error("no such file")
            }
        }
        let client = try await Client.connect(to: server.address)
        let refused = await #expect(throws: Status.self) {
            try await ServiceCatalog.service("dossier.v1.Server", of: client)
        }
        #expect(refused == Status(.notFound, "no such file"))
    }

    /// A message that cannot be made is in the way of the methods that need it, and of no other.
    @Test func aMethodNeedsItsOwnMessagesAlone() async throws {
        let empty = Self.field(1, "Empty")
        let broken =
            Self.field(1, "Broken") + Self.field(2, Self.field(1, "x") + [24, 1, 40, 11] + Self.field(6, ".no.Such"))
        let methods = [("Good", ".p.Empty"), ("Bad", ".p.Broken")].flatMap { name, input in
            Self.field(2, Self.field(1, name) + Self.field(2, input) + Self.field(3, ".p.Empty"))
        }
        let file =
            Self.field(1, "p.proto") + Self.field(2, "p") + Self.field(4, empty) + Self.field(4, broken)
            + Self.field(6, Self.field(1, "S") + methods)
        let server = ScriptedServer { connection in Self.answer(connection) { _ in .files([file]) } }
        let client = try await Client.connect(to: server.address)
        let catalog = try await ServiceCatalog.service("p.S", of: client)
        #expect(try catalog.method(MethodName("p.S/Good")).request(.object([])) == [])
        let refused = #expect(throws: Status.self) { try catalog.method(MethodName("p.S/Bad")) }
        #expect(refused?.message.contains("p.Broken.x is of the type no.Such, which the files do not hold") == true)
    }

    /// Whatever it answers, the client comes to an end.
    @Test(arguments: [
        Reply.bytes([0xff]), .bytes([]), .files([[0xff]]), .services(["a.B"]), .files([]), .error(""),
    ])
    func strangeAnswersAreRefused(reply: Reply) async throws {
        let server = ScriptedServer { connection in Self.answer(connection) { _ in reply } }
        let client = try await Client.connect(to: server.address)
        await #expect(throws: Status.self) { try await ServiceCatalog.service("a.B", of: client) }
    }

    /// What a script answers.
    enum Reply {
        case files([[UInt8]])
        case services([String])
        case error(String)
        case bytes([UInt8])
    }

    /// The files of dossier.v1.Server, by name.
    private static func files() throws -> [String: [UInt8]] {
        let bytes = UnsafeRawBufferPointer(
            start: dossier_v1_server_descriptor_set_bytes(),
            count: dossier_v1_server_descriptor_set_size
        )
        let files = try DescriptorSet(decoding: bytes).files
        return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.encoded) })
    }

    /// Answers each question until the client goes.
    private static func answer(_ connection: RawConnection, _ reply: (JSONValue) -> Reply) {
        let type = grpc__reflection__v1__server_reflection_request__type()!
        while let frame = connection.receive() {
            guard frame.type == 3, frame.flags & 4 == 0, let question = try? JSONMessage.decode(frame.body, as: type)
            else { continue }
            connection.send(.data(frame.stream, encode(reply(question))))
        }
    }

    private static func encode(_ reply: Reply) -> [UInt8] {
        let json: JSONValue
        switch reply {
        case .bytes(let bytes): return bytes
        case .files(let files):
            // Field 4 holds field 1, once for each.
            let inner = files.flatMap { field(1, $0) }
            return field(4, inner)
        case .services(let names):
            let services = names.map { JSONValue(members: [("name", .string($0))]) }
            json = JSONValue(members: [("listServicesResponse", JSONValue(members: [("service", .array(services))]))])
        case .error(let message):
            let error: [(String, JSONValue)] = [("errorCode", .number("5")), ("errorMessage", .string(message))]
            json = JSONValue(members: [("errorResponse", JSONValue(members: error))])
        }
        return (try? JSONMessage.encode(json, as: grpc__reflection__v1__server_reflection_response__type())) ?? []
    }

    private static func field(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = bytes.count
        repeat {
            length.append(UInt8(rest & 0x7f) | (rest >> 7 == 0 ? 0 : 0x80))
            rest >>= 7
        } while rest > 0
        return [number << 3 | 2] + length + bytes
    }
}
