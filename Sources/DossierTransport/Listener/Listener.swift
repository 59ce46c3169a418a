import DossierCore
import Glibc
import NIOCore
import NIOPosix

/// An open port: takes connections, tells by their first bytes what they speak, and brings their calls to a router.
public final class Listener<Router: CallRouter>: Sendable {
    /// Where it listens: the port that was free when 0 was asked for.
    public let address: SocketAddress

    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup
    let registry: ConnectionRegistry
    private let metrics: TransportMetrics
    private let workers: NIOThreadPool
    private let configuration: Current<ListenerConfiguration>
    private let tls: Current<ServerTLS>?

    private init(
        _ channel: any Channel,
        _ address: SocketAddress,
        _ group: MultiThreadedEventLoopGroup,
        _ shared: ListenerContext<Router>
    ) {
        self.channel = channel
        self.address = address
        self.group = group
        self.registry = shared.registry
        self.metrics = shared.metrics
        self.workers = shared.http.workers
        self.configuration = shared.current
        self.tls = shared.tls
    }

    /// Opens the port, or takes the socket that it is given; connections are served from then on, each on one event loop of the group.
    /// - Throws: `Status` UNAVAILABLE when the port cannot be opened, with the reason.
    public static func bind(
        _ configuration: ListenerConfiguration,
        router: Router,
        on group: MultiThreadedEventLoopGroup
    ) async throws(Status) -> Listener {
        let registry = ConnectionRegistry(
            capacity: configuration.connections,
            perPeer: configuration.connectionsPerPeer
        )
        let workers = NIOThreadPool(numberOfThreads: Limits.jsonWorkers)
        workers.start()
        let shared = ListenerContext(
            router: router,
            current: Current(configuration),
            registry: registry,
            http: HTTPService(router, configuration, workers: workers),
            tls: configuration.tls.map { Current($0) }
        )
        do {
            let channel = try await open(shared, group).get()
            guard let address = channel.localAddress else { throw ChannelError.ioOnClosedChannel }
            return Listener(channel, address, group, shared)
        } catch {
            try? await workers.shutdownGracefully()
            let place = configuration.socket.map { "socket \($0)" } ?? "\(configuration.host):\(configuration.port)"
            let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
            throw Status(.unavailable, "cannot listen on \(place): \(reason); free the port or choose another")
        }
    }

    /// Connections that are open now. Any thread.
    public var connectionCount: Int { registry.count }

    /// What it has to do. Any thread.
    public func report() -> TransportReport { metrics.report(open: registry.count) }

    /// Speaks TLS with this on connections that begin from now on, if it speaks TLS at all. Any thread.
    public func replace(_ tls: ServerTLS) { self.tls?.value = tls }

    /// Holds connections that begin from now on to the bounds of this, and to how many there may be. What does not end with
    /// a connection stays as it was: the address, TLS, origins, whom refusals are told, and what JSON may take. Any thread.
    public func replaceBounds(_ configuration: ListenerConfiguration) {
        var configuration = configuration
        configuration.onRefusal = self.configuration.value.onRefusal
        self.configuration.value = configuration
        registry.setCapacity(configuration.connections, perPeer: configuration.connectionsPerPeer)
    }

    /// Accepts no more connections. What waits to be accepted is left to who else has the socket; where nobody has, the
    /// system refuses it. As often as one likes.
    public func stopAccepting() async {
        // NIO closes connections that it has accepted and not set up yet when it closes the socket they came by.
        try? await channel.setOption(.autoRead, value: false).get()
        for eventLoop in group.makeIterator() { try? await eventLoop.submit {}.get() }
        try? await channel.eventLoop.submit {}.get()
        try? await channel.close().get()
    }

    /// Stops accepting, closes idle connections, takes no new calls, and lets open ones end; what is still open after the
    /// grace period is cancelled. A call that may be on its way is no new one: `ListenerConfiguration.lateCallNanoseconds`
    /// are for it. Of new ones, ttrpc answers UNAVAILABLE, HTTP/2 tells its clients to make them elsewhere, and HTTP/1 takes
    /// one on each connection, its last, which has as long to come.
    ///
    /// Returns when every connection that had a call is closed, the replies written; at the latest a linger time after the
    /// grace period. Once only.
    /// - Parameter grace: nanoseconds.
    public func drain(within grace: Int64 = Limits.drainNanoseconds) async {
        await stopAccepting()
        let eventLoop = channel.eventLoop
        let drained = eventLoop.makePromise(of: Void.self)
        registry.drain(drained)
        for connection in registry.channels {
            connection.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        let cancelling = eventLoop.scheduleTask(in: .nanoseconds(grace)) { [registry] in
            for connection in registry.channels {
                connection.pipeline.fireUserInboundEventTriggered(DrainEvent.cancelCalls)
            }
        }
        let closing = eventLoop.scheduleTask(in: .nanoseconds(grace + configuration.value.lingerNanoseconds)) {
            drained.succeed()
        }
        try? await drained.futureResult.get()
        cancelling.cancel()
        closing.cancel()
        for connection in registry.channels { await connection.closeAtOnce() }
        try? await workers.shutdownGracefully()
    }

    private static var receiveBuffers: AdaptiveRecvByteBufferAllocator {
        AdaptiveRecvByteBufferAllocator(minimum: 64, initial: Limits.receiveBytes, maximum: Limits.receiveBytesMost)
    }

    private static func open(
        _ shared: ListenerContext<Router>,
        _ group: MultiThreadedEventLoopGroup
    ) -> EventLoopFuture<any Channel> {
        let (configuration, bootstrap) = (shared.configuration, bootstrap(shared, group))
        guard let socket = configuration.socket else {
            return bootstrap.bind(host: configuration.host, port: configuration.port)
        }
        // NIO has it listen anew, for fewer connections than may wait here.
        return bootstrap.withBoundSocket(socket).map { channel in
            Glibc.listen(socket, configuration.backlog)
            return channel
        }
    }

    private static func bootstrap(
        _ shared: ListenerContext<Router>,
        _ group: MultiThreadedEventLoopGroup
    ) -> ServerBootstrap {
        let bound = shared.configuration.outboundBytes
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: shared.configuration.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.tcpOption(.init(rawValue: TCP_KEEPIDLE)), value: Limits.keepaliveSeconds)
            .childChannelOption(.tcpOption(.init(rawValue: TCP_KEEPINTVL)), value: Limits.keepaliveIntervalSeconds)
            .childChannelOption(.tcpOption(.init(rawValue: TCP_KEEPCNT)), value: Limits.keepaliveProbes)
            .childChannelOption(.recvAllocator, value: Self.receiveBuffers)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: bound / 2, high: bound))
            .childChannelInitializer { channel in
                if let refusal = shared.registry.admit(channel) {
                    shared.refuse(channel, refusal)
                    return channel.close()
                }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FirstBytesHandler(shared))
                }
            }
    }
}
