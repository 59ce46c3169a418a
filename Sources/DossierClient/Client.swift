import DossierCore
import DossierWire
import Glibc
import NIOCore
import NIOPosix

/// One connection to a server, for any number of calls at a time, from any thread.
///
/// Errors are always a `Status`. UNAVAILABLE says that the connection is gone: connect again.
public final class Client: Sendable {
    /// Where the server is.
    public let address: ServerAddress
    /// How the connection is encrypted; nil: it is not.
    public let tls: ClientTLS?
    /// Goes with every call; nil: nothing says who calls, unless the certificate does that TLS has shown.
    public let token: BearerToken?
    private let channel: any Channel
    private let link: ConnectionLink

    private init(
        _ address: ServerAddress,
        _ tls: ClientTLS?,
        _ token: BearerToken?,
        _ channel: any Channel,
        _ link: ConnectionLink
    ) {
        self.address = address
        self.tls = tls
        self.token = token
        self.channel = channel
        self.link = link
    }

    /// Connects. UNAVAILABLE when nobody answers within the time-out, or not as TLS demands, with a message that says
    /// what to do.
    /// - Throws: INVALID_ARGUMENT, too, for a token that others could read on its way.
    public static func connect(
        to address: ServerAddress,
        tls: ClientTLS? = nil,
        token: BearerToken? = nil,
        timeout: Duration = .seconds(5)
    ) async throws(Status) -> Client {
        try token?.check(for: address, isEncrypted: tls != nil)
        let deadline = NIODeadline.now() + TimeAmount(timeout)
        do {
            let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(TimeAmount(timeout))
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                // A watch may be quiet for ever: this is how it hears that its server is gone.
                .channelOption(.socketOption(.so_keepalive), value: 1)
                .channelOption(.tcpOption(.init(rawValue: TCP_KEEPIDLE)), value: Limits.keepaliveSeconds)
                .channelOption(.tcpOption(.init(rawValue: TCP_KEEPINTVL)), value: Limits.keepaliveIntervalSeconds)
                .channelOption(.tcpOption(.init(rawValue: TCP_KEEPCNT)), value: Limits.keepaliveProbes)
            let (channel, link, secured) = try await bootstrap.connect(host: address.host, port: address.port) {
                channel in
                channel.eventLoop.makeCompletedFuture {
                    let secured = try tls?.secure(channel, to: address, by: deadline)
                    let handler = ConnectionHandler(address: address, eventLoop: channel.eventLoop)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return (channel, ConnectionLink(handler, on: channel.eventLoop), secured)
                }
            }
            try await secured?.get()
            return Client(address, tls, token, channel, link)
        } catch {
            throw (error as? Status) ?? ConnectFailure.status(error, address)
        }
    }

    deinit { channel.close(promise: nil) }

    /// Ends all calls that are open and closes the connection.
    public func close() async {
        link.end(Status(.cancelled, "the connection to \(address) was closed here"))
        try? await channel.close()
    }

    /// A unary call, in bytes.
    /// - Returns: the encoded reply.
    public func call(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions = CallOptions()
    ) async throws(Status) -> [UInt8] {
        let call = try start(method, request, options, isSingle: true, flags: [])
        switch await call.next() {
        case .message(let reply): return reply
        case .end(let status): throw status
        }
    }

    /// A call whose replies come as a stream.
    public func stream(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions = CallOptions()
    ) throws(Status) -> Replies {
        Replies(try start(method, request, options, isSingle: false, flags: .remoteClosed), of: self)
    }

    /// A call in which the client streams.
    /// - Parameter repliesStream: whether the server does, too; else one reply comes.
    public func duplex(
        _ method: MethodName,
        _ options: CallOptions = CallOptions(),
        repliesStream: Bool = true
    ) throws(Status) -> DuplexCall {
        let call = try start(method, [], options, isSingle: !repliesStream, flags: .remoteOpen)
        return DuplexCall(call, link, of: self)
    }

    private func start(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions,
        isSingle: Bool,
        flags: TTRPC.FrameFlags
    ) throws(Status) -> OpenCall {
        var options = options
        if let token { options.metadata.entries.append(token.authorization) }
        let frame = try OutboundFrame.request(method, request, options, flags: flags)
        let call = OpenCall(method, isSingle: isSingle, link)
        link.start(call, frame, timeoutNanoseconds: options.timeoutNanoseconds)
        return call
    }
}
