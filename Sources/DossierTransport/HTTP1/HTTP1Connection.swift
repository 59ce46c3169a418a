import DossierCore
import NIOCore
import NIOHTTP1

/// The HTTP/1 door of one connection: takes one request after the other, as NIO's parser tells them, and writes the
/// replies of an `HTTPService`.
///
/// While one request is being answered nothing is read, and what has been read already waits. A request that is
/// refused before its body has come ends the connection. In a drain the next request is its last, be it under way or still
/// to come: `/healthz` is answered, so that whoever watches this port sees the drain.
///
/// Everything belongs to the event loop.
final class HTTP1Connection<Router: CallRouter>: ChannelDuplexHandler, NIOScheduledCallbackHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What has arrived and waits for its turn.
    enum Arrival {
        case part(HTTPServerRequestPart)
        /// Nothing that can be read follows: the last words.
        case refusal(HTTPReply)
    }

    /// Where the request at hand stands.
    enum Exchange {
        /// There is none.
        case none
        /// The body of a call is arriving.
        case receiving(any HTTPCall, ByteBuffer)
        /// The reply is known and waits for the end of the request.
        case replying(HTTPReply)
        case calling(any HTTPCall)
        /// The reply is on its way to the socket.
        case writing
    }

    /// What the alarm is set for.
    enum Clock {
        case idle
        case request
        /// In a drain, the beginning of the last request.
        case late
        case call
        case linger
    }

    let service: HTTPService<Router>
    let configuration: ListenerConfiguration
    let registry: ConnectionRegistry
    let peer: Peer
    /// NIO's parser, before us in the pipeline.
    let decoder: ByteToMessageHandler<HTTPRequestDecoder>

    var context: ChannelHandlerContext?
    var phase = ConnectionPhase.open
    var exchange = Exchange.none
    /// Of the request at hand: whether the connection goes on after it.
    var keepsAlive = true
    /// Of the request at hand: the reply goes without its body.
    var isHead = false

    var arrivals = CircularBuffer<Arrival>()
    /// Requests among them.
    var waitingRequests = 0
    /// Nothing that arrives is looked at any more.
    var isDeaf = false
    var isAdvancing = false
    /// NIO has asked for a read that has not been made.
    var isReadWanted = false

    var alarm = Alarm()
    var clock = Clock.idle
    /// The end of a request was among what has been read at this go.
    var hasSeenEnd = false

    init(
        _ shared: ListenerContext<Router>,
        _ peer: Peer,
        after decoder: ByteToMessageHandler<HTTPRequestDecoder>
    ) {
        self.peer = peer
        service = shared.http
        configuration = shared.configuration
        registry = shared.registry
        self.decoder = decoder
    }

    /// What makes a connection speak HTTP/1: to be added in this order.
    static func handlers(_ shared: ListenerContext<Router>, _ peer: Peer) -> [any ChannelHandler] {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = shared.configuration.httpHeadBytes
        limits.maxHeaderListSize = shared.configuration.httpHeadBytes
        limits.maxHeaderFieldCount = Limits.httpHeadFields
        let decoder = ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits))
        let meter = ByteMeter(shared.metrics[.http1])
        return [meter, HTTPResponseEncoder(), decoder, HTTP1Connection(shared, peer, after: decoder)]
    }

    // MARK: - From NIO

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        restartAlarm(.idle)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm.cancel()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // The parser is taken away with the last reply, and bytes come as they are.
        guard phase.isServing else { return }
        arrive(.part(unwrapInboundIn(data)))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        timeRequest()
    }

    func read(context: ChannelHandlerContext) {
        if takesReads { context.read() } else { isReadWanted = true }
    }

    func channelInactive(context: ChannelHandlerContext) {
        close()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: drain()
        case DrainEvent.cancelCalls: cancelCalls()
        case ChannelEvent.outputClosed: restartAlarm(.linger)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard phase.isServing else { return }
        switch error {
        case HTTPParserError.headerOverflow:
            let limits = "\(configuration.httpHeadBytes) bytes and \(Limits.httpHeadFields) fields"
            arrive(.refusal(HTTPReply(431, text: "the head of a request may have \(limits)")))
        case is HTTPParserError:
            arrive(.refusal(HTTPReply(400, text: "this is no HTTP/1.1 request")))
        default:
            context.close(promise: nil)
        }
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        alarm.rang()
        switch (clock, exchange) {
        case (.request, .receiving(let call, _)) where phase == .draining:
            refuse(call.reply(.goingDown))
        case (.request, _) where phase.isServing:
            let seconds = configuration.frameNanoseconds / 1_000_000_000
            refuse(HTTPReply(408, text: "a request must have come within \(seconds) seconds"))
        case (.late, .none) where phase == .draining:
            leave()
        case (.call, .calling(let call)):
            call.end(.overtime(allowed: configuration.callNanoseconds))
        default:
            context?.close(promise: nil)
        }
    }
}
