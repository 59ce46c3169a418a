import DossierCore
import NIOCore
import NIOHTTP1

/// Replies.
extension HTTP1Connection {
    /// Answers the request at hand.
    func write(_ reply: HTTPReply, isLast: Bool = false) {
        guard phase.isServing, let context else { return }
        let isLast = isLast || !keepsAlive || phase == .draining
        exchange = .writing
        restartAlarm(.idle)
        context.write(wrapOutboundOut(.head(head(of: reply, isLast: isLast))), promise: nil)
        if !isHead { context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: reply.body)))), promise: nil) }
        guard !isLast else {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            return part()
        }
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenSuccess { self.written() }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: promise)
    }

    /// Answers the request at hand, or what is none, and ends the connection.
    func refuse(_ reply: HTTPReply) { write(reply, isLast: true) }

    /// Tells a client that waits for it to send the body.
    func invite() {
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context?.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }

    private func head(of reply: HTTPReply, isLast: Bool) -> HTTPResponseHead {
        var headers = HTTPHeaders(reply.fields.map { ($0.name, $0.value) })
        headers.add(name: "content-length", value: "\(reply.body.count)")
        if isLast { headers.add(name: "connection", value: "close") }
        return HTTPResponseHead(version: .http1_1, status: .init(statusCode: reply.status), headers: headers)
    }

    /// The socket has taken the whole reply: the next request may come.
    private func written() {
        guard phase.isServing else { return }
        exchange = .none
        isHead = false
        // Its client has been told before the drain that the connection goes on.
        awaitLastRequest()
        advance()
    }
}
