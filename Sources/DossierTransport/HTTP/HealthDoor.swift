import DossierCore
import NIOCore

/// The HTTP/1 door: `GET /healthz` says whether the server takes calls. It carries no calls itself.
///
/// It answers one request after the other; a request with a body is answered and ends the connection. During a drain
/// it goes on answering, so that whoever watches this port sees the drain.
final class HealthDoor: ChannelInboundHandler, NIOScheduledCallbackHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let configuration: ListenerConfiguration
    private var received = ByteBuffer()
    private var isDraining = false
    private var isClosing = false
    private var alarm = Alarm()
    private var context: ChannelHandlerContext?

    init(_ configuration: ListenerConfiguration) { self.configuration = configuration }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm.cancel()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        var bytes = unwrapInboundIn(data)
        let wasPartial = received.readableBytes > 0
        received.writeBuffer(&bytes)
        answerAll(context)
        context.flush()
        if isClosing {
            context.close(mode: .output, promise: nil)
            restartAlarm(configuration.lingerNanoseconds, context)
        } else if received.readableBytes == 0 {
            received = ByteBuffer()
            restartAlarm(configuration.idleNanoseconds, context)
        } else if !wasPartial {
            restartAlarm(configuration.frameNanoseconds, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { isDraining = true }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        alarm.rang()
        context?.close(promise: nil)
    }

    private func restartAlarm(_ nanoseconds: Int64, _ context: ChannelHandlerContext) {
        alarm.cancel()
        alarm.ring(by: .now() + .nanoseconds(nanoseconds), on: context.eventLoop, self)
    }

    private func answerAll(_ context: ChannelHandlerContext) {
        while !isClosing {
            switch HTTPRequestHead.parse(received.readableBytesView) {
            case .incomplete:
                return
            case .malformed:
                isClosing = true
                write(.badRequest, withBody: true, context)
            case .head(let head, let length):
                received.moveReaderIndex(forwardBy: length)
                isClosing = isDraining || !head.keepsAlive || head.hasBody
                write(response(to: head), withBody: head.method != "HEAD", context)
            }
        }
    }

    private func response(to head: HTTPRequestHead) -> HTTPResponse {
        guard head.path == "/healthz" else { return .notFound }
        guard ["GET", "HEAD"].contains(head.method) else { return .methodNotAllowed }
        return isDraining ? .unavailable : .ok
    }

    private func write(_ response: HTTPResponse, withBody: Bool, _ context: ChannelHandlerContext) {
        let text = response.encoded(closing: isClosing, withBody: withBody)
        context.write(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
