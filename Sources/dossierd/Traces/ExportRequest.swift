import DossierCore
import NIOCore
import NIOHTTP1
import NIOPosix

/// A request to a collector, on a connection of its own, up to the head of the answer. It belongs to the event loop.
final class ExportRequest: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let status: EventLoopPromise<HTTPResponseStatus>

    private init(_ status: EventLoopPromise<HTTPResponseStatus>) { self.status = status }

    /// Sends spans, in JSON; throws why the collector has not taken them.
    /// - Parameter deadline: monotonic nanoseconds.
    static func post(_ spans: [UInt8], to collector: ListenAddress, by deadline: Int64) async throws {
        let timeLeft = { TimeAmount.nanoseconds(max(0, deadline - MonotonicClock.now())) }
        let (channel, status) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(timeLeft())
            .connect(host: collector.host, port: collector.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    let status = channel.eventLoop.makePromise(of: HTTPResponseStatus.self)
                    try channel.pipeline.syncOperations.addHandler(ExportRequest(status))
                    return (channel, status.futureResult)
                }
            }
        channel.eventLoop.scheduleTask(in: timeLeft()) { channel.close(promise: nil) }
        defer { channel.close(promise: nil) }
        let fields: HTTPHeaders = [
            "host": "\(collector)", "content-type": "application/json", "content-length": "\(spans.count)",
        ]
        let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/v1/traces", headers: fields)
        let body = HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: spans)))
        for part in [.head(head), body, .end(nil)] { channel.writeAndFlush(part, promise: nil) }
        let code = try await status.get().code
        guard (200..<300).contains(code) else { throw Status(.unavailable, "it answers with the HTTP status \(code)") }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) { status.succeed(head.status) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        status.fail(Status(.unavailable, "it has closed the connection, or did not answer in time"))
    }
}
