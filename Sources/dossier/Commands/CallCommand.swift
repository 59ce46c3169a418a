import ArgumentParser
import DossierClient
import DossierCore
import DossierWire
import Glibc

struct CallCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Call any method of the server's modules, in proto3 JSON.",
        discussion: """
            The reply is one JSON object on one line; a stream, one line each. Where the client streams, the request is \
            any number of JSON objects, one a line. `dossier methods` lists the methods, and shows what each takes.

            dossier call dossier.v1.Incidents/GetIncident '{"name": "incidents/x"}'
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "SERVICE/METHOD, as dossier.v1.Server/GetStatus.") var method: String
    @Argument(help: "The request: JSON, @FILE, or - for standard input.") var request = "{}"

    func run(_ session: Session) async throws {
        let name = try MethodName(self.method)
        let text = try InputText.bytes(request)
        let catalog = try await ServiceCatalog.service(name.service, of: session.client, session.callOptions)
        let described = try catalog.description(of: name)
        let method = try catalog.method(name)
        if described.clientStreams {
            return try await converse(method, text, repliesStream: described.serverStreams, session)
        }
        let value = try JSONValue(parsing: text)
        guard described.serverStreams else {
            return session.line(try await session.client.call(method, value, session.callOptions))
        }
        let bytes = try method.request(value)
        try await show(try await session.client.stream(method.name, bytes, session.watchOptions), method, session)
    }

    private func show(_ replies: Replies, _ method: ServiceMethod, _ session: Session) async throws {
        for try await reply in replies {
            session.line(try method.reply(reply))
            session.output.flush()
        }
    }

    /// Sends one request after the other while replies are shown.
    private func converse(
        _ method: ServiceMethod,
        _ text: [UInt8],
        repliesStream: Bool,
        _ session: Session
    ) async throws {
        let requests = try text.split(separator: UInt8(ascii: "\n")).map { line in
            try method.request(try JSONValue(parsing: Array(line)))
        }
        let call = try await session.client.duplex(method.name, session.watchOptions, repliesStream: repliesStream)
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
