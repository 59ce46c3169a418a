import CProtobufC
import DossierCore
import DossierWire
import NIOCore

/// The gRPC door of one connection: HTTP/2 by nghttp2, calls to the router, its replies back.
///
/// Like the ttrpc door it works in turns: what arrives is looked at where NIO has put it, and what is to be written goes
/// out once a turn. What nghttp2 calls are C functions, which know no generic type; so the router's functions are given
/// by a subclass, `RoutedGRPCConnection`.
///
/// Everything but `mailbox` belongs to the event loop; what the router calls checks which thread it is on and goes
/// through `mailbox` from others. Hence `@unchecked Sendable`.
class GRPCConnection: DoorConnection, ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let configuration: ListenerConfiguration
    let eventLoop: any EventLoop
    let channel: any Channel
    let mailbox: StreamMailbox
    let session: HTTP2Session
    let metrics: ConnectionMetrics

    var context: ChannelHandlerContext?
    var phase = ConnectionPhase.open
    var streams: GRPCStreams
    /// The stream that was asked for last.
    var recent: GRPCStream?
    /// Bytes that have been read and not credited on the connection.
    var connectionCredit = 0
    /// Streams were opened this turn.
    var hasOpened = false
    /// The stream whose headers arrive; nil for those of no request.
    var beginning: GRPCStream?
    /// These headers.
    var head: GRPCRequestHead
    /// Bytes of requests that are kept until the rest of them arrives or their calls take them.
    var keptBytes = 0
    /// Bytes of replies that were compressed this turn.
    var deflatedBytes = 0
    /// Bytes that messages were inflated to this turn,
    var inflatedBytes = 0
    /// and streams whose next message must wait for another turn to be inflated.
    var postponed = CircularBuffer<Int32>()
    /// Replies from other threads have been written: streams may go on that were told to wait.
    var hasReleased = false
    /// NIO has asked for a read that has not been made, because the client does not take its replies.
    var isReadWanted = false

    /// Bytes to be written this turn.
    var outbound = ByteBuffer()
    /// Bytes of framed replies that wait for the client's windows.
    var queuedBytes = 0
    /// The client does not take its replies: nothing more is read or written.
    var isFull = false
    var isInTurn = false
    var isTurnScheduled = false
    /// Bytes of this turn: read,
    var receivedBytes = 0
    /// and written.
    var sentBytes = 0

    var alarm = Alarm()
    /// When something last arrived,
    var lastHeard = NIODeadline.now()
    /// and when last a stream was open.
    var lastActive = NIODeadline.now()
    /// How long it may be without one.
    let idleTime: TimeAmount
    /// When the connection is too old, or has been for long enough.
    var agesAt: NIODeadline
    /// Bytes that waited for the socket when that was looked at last.
    var lastBuffered = 0
    /// When the client was last asked for a sign of life.
    var lastAsked = NIODeadline.now()
    /// When the client is no longer waited for: for an answer to a ping,
    var answerDue: NIODeadline?
    /// in a drain for its first stream,
    var firstStreamDue: NIODeadline?
    /// or for its last streams, after the first GOAWAY.
    var lastStreamsDue: NIODeadline?
    /// The server goes down, not this connection alone.
    var isServerDraining = false
    /// The last GOAWAY has been submitted.
    var isLastStreamTaken = false
    /// The client is not listened to any more.
    var isSentAway = false
    var pings: PingPolicy
    var resets = ResetBudget()
    /// Frames that carried nothing for a call, since one did, in either direction.
    var idleFrames = 0

    init(
        _ configuration: ListenerConfiguration,
        _ channel: any Channel,
        _ peer: Peer,
        _ metrics: ConnectionMetrics
    ) {
        self.configuration = configuration
        self.metrics = metrics
        self.channel = channel
        eventLoop = channel.eventLoop
        mailbox = StreamMailbox(ceiling: configuration.outboundCeilingBytes)
        pings = PingPolicy(interval: .nanoseconds(configuration.clientPingNanoseconds))
        // Not all at once, so that clients do not all come back at once.
        idleTime = .nanoseconds(Int64(Double(configuration.idleNanoseconds) * Double.random(in: 1...1.1)))
        let age = configuration.ageNanoseconds.map { Double($0) * Double.random(in: 0.9...1.1) }
        agesAt = age.map { .now() + .nanoseconds(Int64($0)) } ?? .distantFuture
        streams = GRPCStreams(messageBytes: configuration.messageBytes)
        head = GRPCRequestHead(limit: configuration.metadataBytes)
        session = HTTP2Session(streams: configuration.callsPerConnection, metadataBytes: configuration.metadataBytes)
        super.init(peer, .grpc)
        session.report(to: self)
    }

    deinit { session.free() }

    /// The open stream of that number; mostly the one that was asked for last.
    func stream(_ id: Int32) -> GRPCStream? {
        if let recent, recent.id == id { return recent }
        recent = session.stream(id)
        return recent
    }

    // MARK: - To the router: see CallRouter

    func resolve(service: UnsafeRawBufferPointer, method: UnsafeRawBufferPointer) throws(Status) -> MethodRoute {
        preconditionFailure("a subclass overrides this")
    }

    func refusal(to route: MethodRoute, _ metadata: Metadata) -> Refusal? {
        preconditionFailure("a subclass overrides this")
    }

    func refuse(_ route: MethodRoute, _ status: Status, _ metadata: Metadata) -> Refusal {
        preconditionFailure("a subclass overrides this")
    }

    func open(_ route: MethodRoute, _ head: CallHead, message: UnsafeRawBufferPointer?, port: ReplyPort) -> CallID {
        preconditionFailure("a subclass overrides this")
    }

    func receive(_ call: CallID, _ message: UnsafeRawBufferPointer, isCompressed: Bool) -> Bool {
        preconditionFailure("a subclass overrides this")
    }

    func endOfMessages(_ call: CallID) { preconditionFailure("a subclass overrides this") }

    func cancel(_ call: CallID, _ reason: CancelReason) { preconditionFailure("a subclass overrides this") }

    func writable(_ call: CallID) { preconditionFailure("a subclass overrides this") }

    /// What becomes of a request that is not gRPC's.
    func answer(_ request: HTTPRequest) -> HTTPAnswer { preconditionFailure("a subclass overrides this") }

    // MARK: - From the router

    override func begin(_ headers: Metadata, on port: ReplyPort) {
        if eventLoop.inEventLoop {
            stream(Int32(port.stream))?.replyHeaders = headers
        } else {
            post(.headers(headers), port.stream)
        }
    }

    override func compress(_ isWanted: Bool, on port: ReplyPort) {
        guard port.compression != .unavailable else { return }
        mailbox.setCompressed(port.stream, isWanted)
    }

    override func resume(_ port: ReplyPort) { post(.resume, port.stream) }

    override func send(_ message: OutboundMessage, on port: ReplyPort) -> SendResult { post(message, port) }

    override func finish(_ outcome: CallOutcome, on port: ReplyPort) {
        if eventLoop.inEventLoop { finishOnLoop(outcome, port) } else { post(outcome, port) }
    }

    // MARK: - From NIO

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        metrics.opened()
        look(at: .now())
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm.cancel()
        self.context = nil
        metrics.closed()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isInTurn { arrive() }
        isInTurn = true
        let bytes = unwrapInboundIn(data)
        receivedBytes += bytes.readableBytes
        guard phase.isServing, !isSentAway else { return }
        let isGood = bytes.withUnsafeReadableBytes { session.receive($0) }
        session.creditConnection(connectionCredit)
        connectionCredit = 0
        if !isGood { context.close(promise: nil) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        lastHeard = .now()
        if !streams.isEmpty { lastActive = lastHeard }
        endTurn()
    }

    func read(context: ChannelHandlerContext) {
        if isFull { isReadWanted = true } else { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isFull = !context.channel.isWritable
        if !isInTurn { takeTurn() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        close()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            isServerDraining = true
            drain()
        case DrainEvent.cancelCalls: cancelCalls()
        case ChannelEvent.outputClosed: ring(by: .now() + .nanoseconds(configuration.lingerNanoseconds))
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
