import DossierCore
import DossierWire
import NIOCore
import NIOPosix
import Synchronization

/// One unary call by Connect's protocol: from the body of a request to a response, whatever the version of HTTP.
///
/// JSON is converted on the event loop as long as it is short, by a worker else.
final class ConnectCall<Router: CallRouter>: DoorConnection, HTTPCall, @unchecked Sendable {
    // Sendable: what is variable belongs to the event loop, but for `headers`: the router calls `begin` before it calls
    // `finish`, whatever the thread.

    private let request: ConnectRequest
    private let router: Router
    private let fields: [Metadata.Entry]
    private let bodyCeiling: Int
    private let decodedBytes: Int
    private let workers: NIOThreadPool
    private let budget: ConversionBudget
    /// Nobody waits for the response any more: workers need not convert it.
    private let isAbandoned = Atomic(false)
    private let eventLoop: any EventLoop
    private var headers = Metadata()
    /// Nil before the call has begun and once it is over.
    private var respond: ((HTTPReply) -> Void)?
    /// Its message has been converted and brought to the router.
    private var isOpen = false
    /// The router knows that it will not be opened.
    private var isRefused = false
    private var id = CallID.ended
    private var timer: Scheduled<Void>?

    /// - Parameters:
    ///   - fields: what every response carries.
    ///   - bodyCeiling: bytes of a response's body, at most.
    ///   - decodedBytes: that a message of JSON may take in memory.
    ///   - workers: convert what is too large for the event loop.
    init(
        _ request: ConnectRequest,
        _ router: Router,
        fields: [Metadata.Entry],
        bodyCeiling: Int,
        decodedBytes: Int,
        workers: NIOThreadPool,
        budget: ConversionBudget,
        by peer: Peer,
        on eventLoop: any EventLoop
    ) {
        self.request = request
        self.router = router
        self.fields = fields
        self.bodyCeiling = bodyCeiling
        self.decodedBytes = decodedBytes
        self.workers = workers
        self.budget = budget
        self.eventLoop = eventLoop
        super.init(peer, .connect)
    }

    // MARK: - From the connection, on its event loop

    func start(_ body: ByteBuffer, respond: @escaping (HTTPReply) -> Void) {
        self.respond = respond
        arrive()
        guard request.codec == .json else { return body.withUnsafeReadableBytes(open) }
        convert(body.readableBytes) { [request, decodedBytes] () throws(Status) in
            try ConnectCodec.encoded(json: body, as: request.route.messages, limit: decodedBytes)
        } then: { message in
            switch message {
            case .success(let message): message.withUnsafeBytes(self.open)
            case .failure(let status): self.refuse(status)
            }
        }
    }

    func abandon() {
        respond = nil
        isAbandoned.store(true, ordering: .relaxed)
        timer?.cancel()
        cancel(.disconnected)
    }

    func end(_ reason: CancelReason) {
        if isOpen { cancel(reason) } else { refuse(reason.status) }
    }

    func reply(_ failure: Status) -> HTTPReply {
        guard !isOpen, !isRefused else { return plainReply(failure) }
        isRefused = true
        let refusal = router.refuse(request.route, failure, request.metadata, of: client, at: .connect)
        var reply = plainReply(refusal.status)
        reply.fields += HTTPReply.fields(ofTrailers: refusal.trailers)
        return reply
    }

    private func plainReply(_ failure: Status) -> HTTPReply {
        HTTPReply(failure, types: request.route.messages.types, fields)
    }

    /// Answers a call that is not to be opened after all.
    private func refuse(_ status: Status) {
        if respond != nil { answer(reply(status)) }
    }

    private func open(_ message: UnsafeRawBufferPointer) {
        guard respond != nil else { return }
        let deadline = request.deadline
        guard deadline.remaining(now: Int64(NIODeadline.now().uptimeNanoseconds)) > 0 else {
            return refuse(Status(.deadlineExceeded, "the time to answer was over when the request had come"))
        }
        isOpen = true
        let head = CallHead(deadline: deadline, metadata: request.metadata)
        let port = ReplyPort(connection: self, stream: 1, streams: false)
        id = router.open(request.route, head, message: message, port: port)
        guard respond != nil, id != .ended, deadline != .never else { return }
        timer = eventLoop.scheduleTask(deadline: .uptimeNanoseconds(UInt64(deadline.nanoseconds))) {
            self.cancel(.deadline)
        }
    }

    private func cancel(_ reason: CancelReason) {
        guard id != .ended else { return }
        router.cancel(id, reason)
    }

    private func answer(_ reply: HTTPReply) {
        guard let respond else { return }
        self.respond = nil
        id = .ended
        timer?.cancel()
        respond(reply)
    }

    // MARK: - From the router, on any thread

    override func begin(_ headers: Metadata, on port: ReplyPort) { self.headers = headers }

    override func finish(_ outcome: CallOutcome, on port: ReplyPort) {
        switch outcome {
        case .failure(let status, let trailers):
            deliver(failure: status, trailers)
        case .success(let message, let trailers):
            let message = message ?? .encoded(UnsafeRawBufferPointer(start: nil, count: 0))
            let size = message.packedSize
            if size > Limits.messageBytes {
                deliver(failure: .replyTooLarge(size), trailers)
            } else {
                deliver(message, size, trailers)
            }
        }
    }

    private func deliver(_ message: OutboundMessage, _ size: Int, _ trailers: Metadata) {
        let messages = request.route.messages
        let codec = request.codec
        guard codec == .json, size > Limits.jsonInlineBytes, eventLoop.inEventLoop else {
            let body = Result { () throws(Status) in try codec.body(message, of: messages) }
            return deliver(body, trailers)
        }
        let packed = message.packed
        convert(size) { () throws(Status) in
            try packed.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
                try codec.body(.encoded(bytes), of: messages)
            }
        } then: { body in
            self.deliver(body, trailers)
        }
    }

    private func deliver(_ body: Result<[UInt8], Status>, _ trailers: Metadata) {
        switch body {
        case .failure(let status):
            deliver(failure: status, trailers)
        case .success(let body) where body.count > bodyCeiling:
            deliver(failure: .replyTooLarge(body.count, limit: bodyCeiling), trailers)
        case .success(let body):
            deliver(HTTPReply(200, request.codec.rawValue, body, fields), trailers)
        }
    }

    private func deliver(failure: Status, _ trailers: Metadata) { deliver(plainReply(failure), trailers) }

    private func deliver(_ reply: HTTPReply, _ trailers: Metadata) {
        var reply = reply
        reply.fields += ConnectMetadata.sent(headers) + HTTPReply.fields(ofTrailers: trailers)
        if eventLoop.inEventLoop {
            answer(reply)
        } else {
            eventLoop.execute { [reply] in self.answer(reply) }
        }
    }

    /// Runs a conversion of so many bytes here, or on a worker when they are many, and goes on with what came of it, here.
    /// On the event loop.
    private func convert(
        _ size: Int,
        _ conversion: @escaping @Sendable () throws(Status) -> [UInt8],
        then: @escaping @Sendable (Result<[UInt8], Status>) -> Void
    ) {
        guard size > Limits.jsonInlineBytes else { return then(Result(catching: conversion)) }
        guard budget.reserve(size) else { return then(.failure(.conversionsWait)) }
        workers.runIfActive(eventLoop: eventLoop) { [self] in
            defer { budget.release(size) }
            return isAbandoned.load(ordering: .relaxed)
                ? .failure(CancelReason.disconnected.status) : Result(catching: conversion)
        }
        // It fails only where the workers have been stopped.
        .whenComplete { then((try? $0.get()) ?? .failure(.goingDown)) }
    }
}

extension Status {
    fileprivate static var conversionsWait: Status {
        .busy("too much JSON waits to be converted; try again, or send application/proto")
    }
}
