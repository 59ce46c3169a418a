import NIOCore

/// Counts a connection and its bytes, where they pass on their way to a protocol and back.
final class ByteMeter: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = IOData

    private let metrics: ConnectionMetrics

    init(_ metrics: ConnectionMetrics) { self.metrics = metrics }

    func handlerAdded(context: ChannelHandlerContext) { metrics.opened() }

    func handlerRemoved(context: ChannelHandlerContext) { metrics.closed() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        metrics.moved(received: unwrapInboundIn(data).readableBytes, sent: 0)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        metrics.moved(received: 0, sent: unwrapOutboundIn(data).readableBytes)
        context.write(data, promise: promise)
    }
}
