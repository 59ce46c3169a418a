import DossierCore
import DossierWire
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// One connection to a server, for any number of calls at a time, from any thread. It closes when nobody holds it.
final class Connection: Sendable {
    let address: ServerAddress
    private let token: BearerToken?
    private let channel: any Channel
    private let link: ConnectionLink
    private let isLeft = Atomic(false)

    private init(_ address: ServerAddress, _ token: BearerToken?, _ channel: any Channel, _ link: ConnectionLink) {
        self.address = address
        self.token = token
        self.channel = channel
        self.link = link
    }

    /// Connects.
    static func open(
        to address: ServerAddress,
        tls: ClientTLS?,
        token: BearerToken?,
        timeout: Duration
    ) async throws(ConnectFailure) -> Connection {
        do {
            return try await open(to: address, tls, token, timeout)
        } catch {
            throw ConnectFailure(error, address)
        }
    }

    private static func open(
        to address: ServerAddress,
        _ tls: ClientTLS?,
        _ token: BearerToken?,
        _ timeout: Duration
    ) async throws -> Connection {
        let deadline = NIODeadline.now() + TimeAmount(timeout)
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(timeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            // A watch may be quiet for ever: this is how it hears that its server is gone.
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.tcpOption(.init(rawValue: TCP_KEEPIDLE)), value: Limits.keepaliveSeconds)
            .channelOption(.tcpOption(.init(rawValue: TCP_KEEPINTVL)), value: Limits.keepaliveIntervalSeconds)
            .channelOption(.tcpOption(.init(rawValue: TCP_KEEPCNT)), value: Limits.keepaliveProbes)
        let (channel, link, secured) = try await bootstrap.connect(host: address.host, port: address.port) { channel in
            channel.eventLoop.makeCompletedFuture {
                let secured = try tls?.secure(channel, to: address, by: deadline)
                let handler = ConnectionHandler(address: address, eventLoop: channel.eventLoop)
                try channel.pipeline.syncOperations.addHandler(handler)
                return (channel, ConnectionLink(handler, on: channel.eventLoop), secured)
            }
        }
        try await secured?.get()
        return Connection(address, token, channel, link)
    }

    deinit { channel.close(promise: nil) }

    /// Whether new calls may go over it: the other side is there and takes them, as far as is known.
    var isOpen: Bool { channel.isActive && !isLeft.load(ordering: .relaxed) }

    /// A call has ended so: after UNAVAILABLE new ones go elsewhere. Those that are open go on.
    func ended(_ status: Status) {
        if status.code == .unavailable { isLeft.store(true, ordering: .relaxed) }
    }

    /// Ends all calls that are open and closes it.
    func close(_ status: Status) async {
        link.end(status)
        try? await channel.close()
    }

    /// A unary call: the encoded reply.
    /// - Parameter isLeftOpen: becomes true when it may have been done or not.
    func call(
        _ method: MethodName,
        _ request: [UInt8],
        _ options: CallOptions,
        leftOpen isLeftOpen: inout Bool
    ) async throws(Status) -> [UInt8] {
        let call = try start(method, request, options, isSingle: true, flags: [])
        switch await call.next() {
        case .message(let reply): return reply
        case .end(let status):
            ended(status)
            if call.isLeftOpen { isLeftOpen = true }
            throw status
        }
    }

    /// A call whose replies come as a stream.
    func stream(_ method: MethodName, _ request: [UInt8], _ options: CallOptions) throws(Status) -> Replies {
        Replies(try start(method, request, options, isSingle: false, flags: .remoteClosed), over: self)
    }

    /// A call in which the client streams.
    func duplex(_ method: MethodName, _ options: CallOptions, repliesStream: Bool) throws(Status) -> DuplexCall {
        let call = try start(method, [], options, isSingle: !repliesStream, flags: .remoteOpen)
        return DuplexCall(call, link, over: self)
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
