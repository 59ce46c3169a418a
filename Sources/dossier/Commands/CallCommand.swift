import ArgumentParser
import DossierClient
import DossierCore
import DossierWire
import Glibc

struct CallCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Call any method that this client knows, in proto3 JSON.",
        discussion: """
            The reply is one JSON object on one line; a stream, one line each. Where the client streams, the request is \
            any number of JSON objects, one a line.

            dossier call dossier.v1.Incidents/GetIncident '{"name": "incidents/x"}'
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "SERVICE/METHOD, as dossier.v1.Server/GetStatus.") var method: String
    @Argument(help: "The request: JSON, @FILE, or - for standard input.") var request = "{}"

    func run(_ session: Session) async throws {
        let method = try ServiceCatalog.standard.method(try MethodName(self.method))
        let text = try InputText.bytes(request)
        if method.clientStreams { return try await converse(method, text, session) }
        let value = try JSONValue(parsing: text)
        guard method.serverStreams else {
            return session.line(try await session.client.call(method, value, session.callOptions))
        }
        let bytes = try JSONMessage.encode(value, as: method.input)
        try await show(try session.client.stream(method.name, bytes, session.watchOptions), method, session)
    }

    private func show(_ replies: Replies, _ method: ServiceMethod, _ session: Session) async throws {
        for try await reply in replies {
            session.line(try JSONMessage.decode(reply, as: method.output))
            session.output.flush()
        }
    }

    /// Sends one request after the other while replies are shown.
    private func converse(_ method: ServiceMethod, _ text: [UInt8], _ session: Session) async throws {
        let requests = try text.split(separator: UInt8(ascii: "\n")).map { line in
            try JSONMessage.encode(try JSONValue(parsing: Array(line)), as: method.input)
        }
        let call = try session.client.duplex(method.name, session.watchOptions, repliesStream: method.serverStreams)
        async let sent: Void = Self.send(requests, call)
        try await show(call.replies, method, session)
        _ = try? await sent
    }

    /// What ends the sending early is told by the replies.
    private static func send(_ requests: [[UInt8]], _ call: DuplexCall) async throws {
        for request in requests { try await call.send(request) }
        try await call.closeSending()
    }
}
