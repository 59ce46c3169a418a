import CProtobufC
import DossierCore
import DossierWire
import NIOCore

/// The ttrpc door of one connection: cuts what arrives into frames, brings calls to the router and writes its replies.
///
/// Frames are read where NIO has put them, and replies are written into one buffer, flushed once a turn: at the end of
/// what the event loop does here at one go, be it a read, mail from other threads, room to write or a timer.
///
/// Trailers are dropped: a Response has no place for them.
///
/// Everything but `mailbox` belongs to the event loop; `send` and `finish` check which thread they are on and go
/// through `mailbox` from others.
final class TTRPCConnection<Router: CallRouter>: DoorConnection, ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let router: Router
    let configuration: ListenerConfiguration
    let eventLoop: any EventLoop
    let channel: any Channel
    let mailbox: Mailbox
    let metrics: ConnectionMetrics

    var context: ChannelHandlerContext?
    var phase = ConnectionPhase.open
    /// A request has come, or one since the drain began that was on its way then.
    var hasHadCall = false
    /// In a drain: until when a call that may be on its way is taken.
    var lateCallDue: NIODeadline?
    var assembler: FrameAssembler<TTRPC.FrameHeader>
    var streams: StreamTable
    var metadataMemory: TTRPC.MetadataMemory
    /// The stream whose call the router is opening on this very turn.
    var opening: UInt32?
    /// Read but not looked at, because the client does not take its replies.
    var leftover: ByteBuffer?
    /// NIO has asked for a read that has not been made, for the same reason.
    var isReadWanted = false

    /// Frames of this turn.
    var outbound = ByteBuffer()
    /// The client does not take its replies: nothing more is read, streams are told to wait.
    var isFull = false
    /// Streams may have been told to wait that need not any more.
    var owesWritable = false
    var isInTurn = false
    var isTurnScheduled = false
    /// Bytes of this turn: read,
    var receivedBytes = 0
    /// and written.
    var sentBytes = 0

    var alarm = Alarm()
    var lastActive = NIODeadline.now()
    /// By when the frame that has begun must be complete.
    var frameDue: NIODeadline?

    init(_ shared: ListenerContext<Router>, _ channel: any Channel, _ peer: Peer) {
        router = shared.router
        configuration = shared.configuration
        metrics = shared.metrics[.ttrpc]
        eventLoop = channel.eventLoop
        self.channel = channel
        assembler = FrameAssembler(limit: configuration.messageBytes)
        metadataMemory = TTRPC.MetadataMemory(limit: configuration.metadataBytes)
        mailbox = Mailbox(bound: configuration.outboundBytes)
        streams = StreamTable(limit: configuration.callsPerConnection)
        super.init(peer, .ttrpc)
    }

    // MARK: - From the router

    override func send(_ message: OutboundMessage, on port: ReplyPort) -> SendResult {
        eventLoop.inEventLoop ? sendOnLoop(message, port.stream) : post(message, port.stream)
    }

    override func finish(_ outcome: CallOutcome, on port: ReplyPort) {
        if eventLoop.inEventLoop { finishOnLoop(outcome, port) } else { post(outcome, port) }
    }

    // MARK: - From NIO

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        metrics.opened()
        ring(by: lastActive + .nanoseconds(configuration.idleNanoseconds))
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
        read(bytes)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        endTurn()
    }

    func read(context: ChannelHandlerContext) {
        if takesReads { context.read() } else { isReadWanted = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        setFull(!context.channel.isWritable)
        if !isInTurn { takeTurn() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        close()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: drain()
        case DrainEvent.cancelCalls: cancelCalls()
        case ChannelEvent.outputClosed: ring(by: .now() + .nanoseconds(configuration.lingerNanoseconds))
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
