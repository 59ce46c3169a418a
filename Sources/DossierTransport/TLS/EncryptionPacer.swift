import DossierCore
import NIOCore

/// Has what is written encrypted in pieces: the memory that the largest one took stays with its connection.
final class EncryptionPacer: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Written since the last flush.
    private var waiting = 0
    private var isCutting = false
    private var owesNews = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let rest = cut(unwrapOutboundIn(data), context)
        waiting += rest.readableBytes
        context.write(wrapOutboundOut(rest), promise: promise)
        guard owesNews else { return }
        owesNews = false
        context.fireChannelWritabilityChanged()
    }

    func flush(context: ChannelHandlerContext) {
        waiting = 0
        context.flush()
    }

    /// A door that hears of it may write at once: between two pieces, that would get among them.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if isCutting { owesNews = true } else { context.fireChannelWritabilityChanged() }
    }

    /// Sends the pieces before the last one.
    private func cut(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) -> ByteBuffer {
        var bytes = bytes
        isCutting = true
        while waiting + bytes.readableBytes > Limits.tlsWriteBytes,
            let piece = bytes.readSlice(length: Limits.tlsWriteBytes - waiting)
        {
            waiting = 0
            context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
        }
        isCutting = false
        return bytes
    }
}
