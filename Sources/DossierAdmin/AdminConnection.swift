import DossierCore
import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection of the port: answers one request after the other. What it answers is made on a thread that may be
/// blocked. It belongs to the event loop.
final class AdminConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let history: ReportHistory
    private var head: HTTPRequestHead?
    /// Rings when a request has not been answered for too long, or has not come.
    private var alarm: Scheduled<Void>?

    init(_ history: ReportHistory) { self.history = history }

    /// To be added in this order.
    static func handlers(_ history: ReportHistory) -> [any ChannelHandler] {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = Limits.adminHeadBytes
        limits.maxHeaderListSize = Limits.adminHeadBytes
        limits.maxHeaderFieldCount = Limits.httpHeadFields
        return [
            HTTPResponseEncoder(),
            ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits)),
            // Reads no further while a request is being answered.
            HTTPServerPipelineHandler(),
            HTTPServerProtocolErrorHandler(),
            AdminConnection(history),
        ]
    }

    func handlerAdded(context: ChannelHandlerContext) { restartAlarm(context) }

    func handlerRemoved(context: ChannelHandlerContext) { alarm?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body:
            guard let head = head.take() else { return }
            write(AdminReply(400, text: "a request here has no body"), to: head, context, isLast: true)
        case .end:
            if let head = head.take() { answer(head, context) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard [.GET, .HEAD].contains(head.method) else {
            return write(AdminReply(405, text: "ask with GET", [("allow", "GET, HEAD")]), to: head, context)
        }
        let path = head.uri.prefix { $0 != "?" }
        guard let page = AdminPage.all.first(where: { $0.path == path }) else {
            let known = AdminPage.all.map(\.path).joined(separator: ", ")
            return write(AdminReply(404, text: "nothing is here; there are \(known)"), to: head, context)
        }
        let eventLoop = context.eventLoop
        let context = NIOLoopBound(context, eventLoop: eventLoop)
        let connection = NIOLoopBound(self, eventLoop: eventLoop)
        NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) { [history] in
            page.render(history.window())
        }
        .whenComplete { reply in
            let reply = (try? reply.get()) ?? AdminReply(503, text: "the server is going down")
            connection.value.write(reply, to: head, context.value)
        }
    }

    private func write(
        _ reply: AdminReply,
        to request: HTTPRequestHead,
        _ context: ChannelHandlerContext,
        isLast: Bool = false
    ) {
        let isLast = isLast || !request.isKeepAlive
        var headers = HTTPHeaders(reply.fields.map { ($0.name, $0.value) })
        headers.add(name: "content-length", value: "\(reply.body.utf8.count)")
        if isLast { headers.add(name: "connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1,
            status: .init(statusCode: reply.status),
            headers: headers
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: reply.body)))), promise: nil)
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        written.futureResult.whenSuccess {
            let (connection, context) = bound.value
            if isLast { context.close(promise: nil) } else { connection.restartAlarm(context) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }

    private func restartAlarm(_ context: ChannelHandlerContext) {
        alarm?.cancel()
        alarm = context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(Limits.adminNanoseconds)) {
            context.close(promise: nil)
        }
    }
}
