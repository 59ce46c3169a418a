import CDossierProtos
import CProtobufC
import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Testing

/// One connection to a server of its own: calls by their names, with JSON.
struct Desk: Sendable {
    let server: TestServer
    let client: Client

    /// Runs a closure beside an empty server; what a collection's sample refers to is recorded.
    static func open<Result>(
        for collection: Collection? = nil,
        limits: CallLimits = CallLimits(),
        _ body: (Desk) async throws -> Result
    ) async throws -> Result {
        try await TestServer.run(limits: limits) { server in
            let desk = Desk(server: server, client: try await server.connect())
            if collection?.field == "statement" {
                try await desk.create(.actors, "speaker", ["displayName": "A speaker"])
            }
            return try await body(desk)
        }
    }

    /// Another connection to the same server.
    func another() async throws -> Desk { Desk(server: server, client: try await server.connect()) }

    /// One try of a unary call: "dossier.v1.Incidents/GetIncident".
    func call(_ method: String, _ request: JSON = [:], timeout: Duration = .seconds(30)) async throws(Status) -> JSON {
        let types = try MethodTypes(method)
        let reply = try await client.call(
            try MethodName(method),
            try types.encode(request),
            CallOptions(timeout: timeout, retry: .never)
        )
        return try types.decode(reply)
    }

    /// What the server says of itself.
    func status() async throws(Status) -> JSON { try await call("dossier.v1.Server/GetStatus") }

    /// The record's last transaction.
    func sequence() async throws(Status) -> Int { try await status().sequence.integer }

    /// Waits for what the server says of itself to be as it must become; records a failure after ten seconds.
    func eventually(
        _ what: Comment,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ holds: (JSON) -> Bool
    ) async throws {
        let end = ContinuousClock.now + .seconds(10)
        while true {
            let status = try await status()
            if holds(status) { return }
            if .now > end {
                Issue.record("not \(what): \(status)", sourceLocation: sourceLocation)
                return
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// The messages of a method.
struct MethodTypes {
    let input, output: MessageDescriptor

    /// Of a method of ours: its name with the service.
    init(_ method: String) throws(Status) {
        let name = try MethodName(method)
        let services = [
            dossier__v1__incidents__type()!, dossier__v1__actors__type()!, dossier__v1__statements__type()!,
            dossier__v1__server__type()!,
        ]
        guard let service = services.first(where: { String(cString: $0.pointee.name) == name.service }),
            let found = protobuf_c_service_descriptor_get_method_by_name(service, name.method)
        else { throw Status(.notFound, "the tests know no method \(method)") }
        input = found.pointee.input
        output = found.pointee.output
    }

    func encode(_ request: JSON) throws(Status) -> [UInt8] {
        let arena = Arena()
        return MessageEncoder.encode(try MessageJSON.decode(request.value, as: input, in: arena))
    }

    func decode(_ reply: [UInt8]) throws(Status) -> JSON {
        let arena = Arena()
        let message = try reply.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
            try MessageDecoder.decode(bytes, as: output, in: arena)
        }
        return JSON(try JSONValue(parsing: try MessageJSON.encode(message)))
    }
}
