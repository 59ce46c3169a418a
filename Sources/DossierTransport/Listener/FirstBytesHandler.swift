import DossierCore
import NIOCore
import NIOTLS

/// Reads until the first bytes tell what a connection speaks, puts the door for it in its own place, and is gone.
///
/// Where they are TLS, another one behind it reads what is inside. In a drain they have a moment to come: a connection
/// that was accepted before is served its first call.
final class FirstBytesHandler<Router: CallRouter>: ChannelInboundHandler, RemovableChannelHandler,
    NIOScheduledCallbackHandler
{
    typealias InboundIn = ByteBuffer

    private let shared: ListenerContext<Router>
    private let isInsideTLS: Bool
    /// Of TLS around it, the handshake is over.
    private var hasShakenHands = false
    private var received = ByteBuffer()
    private var isDraining = false
    private var alarm = Alarm()
    private var context: ChannelHandlerContext?

    init(_ shared: ListenerContext<Router>, isInsideTLS: Bool = false) {
        self.shared = shared
        self.isInsideTLS = isInsideTLS
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        ring(in: isInsideTLS ? shared.configuration.handshakeNanoseconds : shared.configuration.idleNanoseconds)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm.cancel()
        self.context = nil
        if isInsideTLS { shared.metrics.shookHands(hasShakenHands) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
        if let choice = FirstBytes(received.readableBytesView) {
            open(choice, context)
        } else {
            ring(in: shared.configuration.frameNanoseconds)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            isDraining = true
            ring(in: shared.configuration.lateCallNanoseconds)
        case DrainEvent.cancelCalls:
            context.close(promise: nil)
        case TLSUserEvent.handshakeCompleted:
            hasShakenHands = true
            alarm.cancel()
            ring(in: isDraining ? shared.configuration.lateCallNanoseconds : shared.configuration.idleNanoseconds)
        default: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// The client has taken too long.
    func handleScheduledCallback(eventLoop: some EventLoop) {
        alarm.rang()
        context?.close(promise: nil)
    }

    private func ring(in nanoseconds: Int64) {
        guard let context else { return }
        alarm.ring(by: .now() + .nanoseconds(nanoseconds), on: context.eventLoop, self)
    }

    private func open(_ choice: FirstBytes, _ context: ChannelHandlerContext) {
        let handlers = handlers(choice, context)
        guard !handlers.isEmpty else { return context.close(promise: nil) }
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandlers(handlers, position: .after(self))
            if isDraining { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
            context.fireChannelRead(NIOAny(received))
            pipeline.removeHandler(self, promise: nil)
        } catch {
            context.close(promise: nil)
        }
    }

    private func handlers(_ choice: FirstBytes, _ context: ChannelHandlerContext) -> [any ChannelHandler] {
        let linger = TimeAmount.nanoseconds(shared.configuration.lingerNanoseconds)
        if !isInsideTLS, let tls = shared.tls {
            if choice == .tls {
                return [tls.value.handler(), EncryptionPacer(), FirstBytesHandler(shared, isInsideTLS: true)]
            }
            if shared.configuration.isTLSOnly, let words = PlainTextRefusal.words(to: choice) {
                shared.refuse(context.channel, .plainText)
                return [FarewellHandler(words, linger: linger)]
            }
        }
        switch choice {
        case .ttrpc: return [TTRPCConnection(shared, context.channel, Peer(context.channel))]
        case .http1: return HTTP1Connection.handlers(shared, Peer(context.channel))
        case .http2: return [RoutedGRPCConnection(shared, context.channel, Peer(context.channel))]
        case .tls: return isInsideTLS ? [] : [FarewellHandler(Farewell.tls, linger: linger)]
        case .unknown: return []
        }
    }
}
