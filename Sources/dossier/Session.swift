import DossierClient
import DossierCore
import DossierWire
import Glibc

/// One command's connection, and what its results look like.
struct Session {
    /// How long a call may take when nothing is said.
    static let defaultTimeout = Duration.seconds(30)

    let client: Client
    let format: OutputFormat
    /// As given; nil: nothing was.
    let timeout: Duration?
    let output: Output

    /// Connects. UNAVAILABLE, with a hint, when there is no server.
    static func begin(_ options: GlobalOptions) async throws(Status) -> Session {
        let client = try await Client.connect(
            to: try options.address,
            tls: try options.clientTLS,
            token: try options.token,
            timeout: options.timeout?.duration ?? defaultTimeout,
            retry: retry
        )
        return Session(
            client: client,
            format: options.output ?? .table,
            timeout: options.timeout?.duration,
            output: .standard
        )
    }

    /// Says that it tries again.
    private static let retry = RetryPolicy(onRetry: RetryNotice().tell)

    /// By which the server's log knows the calls of this command: 16 hexadecimal digits.
    static let requestID = String(UInt64.random(in: 1 << 60...(.max)), radix: 16)

    /// For calls that end.
    var callOptions: CallOptions { options(timeout: timeout ?? Self.defaultTimeout) }
    /// For calls that go on until somebody ends them.
    var watchOptions: CallOptions { options(timeout: timeout) }

    private func options(timeout: Duration?) -> CallOptions {
        let metadata = Metadata([.init(name: "x-request-id", value: Self.requestID)])
        return CallOptions(timeout: timeout, metadata: metadata, retry: Self.retry)
    }

    /// The standard methods of resources.
    var resources: Resources { Resources(client, callOptions) }

    /// What the server computes from statements.
    var views: DerivedViews { DerivedViews(client, callOptions) }

    /// Who changed the record.
    var audit: Audit { Audit(client, callOptions) }

    /// For running text on standard output.
    var layout: Layout { Layout(width: Terminal.width, style: style) }

    var style: Style { Style(Terminal.hasColor(STDOUT_FILENO)) }

    /// One JSON value on one line.
    func line(_ value: JSONValue) { output.line(bytes: value.encode()) }
}

extension Session {
    /// A resource that a command has written: its name and etag, or all of it in JSON.
    func show(_ resource: JSONValue, done: String, _ options: WriteOptions) {
        if format == .json { return line(resource) }
        // A deletion of nothing answers with nothing.
        guard let name = resource["name"]?.text else { return output.line("there was nothing to do") }
        if options.validateOnly { return output.line("\(name) would be \(done); nothing was written") }
        output.line(
            "\(name) \(done), revision \(resource["revision"]?.text ?? ""), etag \(resource["etag"]?.text ?? "")"
        )
    }
}
