import DossierCore
import NIOCore
import NIOSSL
import NIOTLS

/// Waits for the end of the TLS handshake, good or bad, and is gone.
final class HandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    /// Broken with a `ConnectFailure`.
    var done: EventLoopFuture<Void> { promise.futureResult }

    private let tls: NIOSSLClientHandler
    private let address: ServerAddress
    private let deadline: NIODeadline
    private let promise: EventLoopPromise<Void>
    private var alarm: Scheduled<Void>?

    init(_ tls: NIOSSLClientHandler, _ address: ServerAddress, by deadline: NIODeadline, on eventLoop: any EventLoop) {
        self.tls = tls
        self.address = address
        self.deadline = deadline
        promise = eventLoop.makePromise()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let eventLoop = context.eventLoop.assumeIsolated()
        alarm = eventLoop.scheduleTask(deadline: deadline) {
            self.fail(TLSFailure.silence(address: self.address), mayPass: true, context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.cancel()
        promise.fail(ConnectFailure(status: ConnectFailure.closed(address), mayPass: true))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted = event else { return context.fireUserInboundEventTriggered(event) }
        promise.succeed()
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let status = TLSFailure.status(error, address, shown: tls.peerCertificate)
        fail(
            status ?? ConnectFailure.status(error, address),
            mayPass: status == nil || TLSFailure.isLoss(error),
            context
        )
    }

    private func fail(_ status: Status, mayPass: Bool, _ context: ChannelHandlerContext) {
        promise.fail(ConnectFailure(status: status, mayPass: mayPass))
        context.close(promise: nil)
    }
}
