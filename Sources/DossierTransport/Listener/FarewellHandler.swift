import DossierCore
import NIOCore

/// Says its last words and closes. What still arrives is read and dropped until the client has closed its side or has
/// taken too long: closing with bytes unread would reset the connection, and the last words could be lost.
final class FarewellHandler: ChannelInboundHandler, NIOScheduledCallbackHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let words: [UInt8]
    private let linger: TimeAmount
    private var alarm = Alarm()
    private var context: ChannelHandlerContext?

    init(_ words: [UInt8], linger: TimeAmount) {
        self.words = words
        self.linger = linger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: words)), promise: nil)
        context.close(mode: .output, promise: nil)
        alarm.ring(by: .now() + linger, on: context.eventLoop, self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm.cancel()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        alarm.rang()
        context?.close(promise: nil)
    }
}
