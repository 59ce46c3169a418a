import CNghttp2
import DossierCore
import NIOCore

/// Requests of HTTP/2 that are not gRPC's: health, and calls by Connect's protocol, as over HTTP/1.
extension GRPCConnection {
    /// The headers of one have come.
    func takeRequest(_ stream: GRPCStream) {
        stream.takesNoBody = head.method == "HEAD"
        if head.isTooLarge { return respond(stream, HTTPReply(431, text: head.tooLarge)) }
        switch answer(head.request) {
        // Stock clients lose a reply that comes before they have sent all (curl 7.88: "Stream error").
        case .reply(let reply): stream.request = GRPCStream.Request(call: RefusedCall(reply), droppedBytes: 0)
        case .call(let call): stream.request = GRPCStream.Request(call: call)
        }
    }

    /// Part of its body has arrived.
    func takeBody(_ stream: GRPCStream, _ bytes: UnsafeRawBufferPointer) {
        if let dropped = stream.request?.droppedBytes {
            stream.request?.droppedBytes = dropped + bytes.count
            if dropped + bytes.count > configuration.messageBytes { start(stream) }
            return
        }
        // The body is not bound: while it is, to append to it would copy it.
        guard let size = stream.request?.body.readableBytes, stream.phase == .awaiting else { return }
        guard size + bytes.count <= configuration.messageBytes else {
            return fail(stream, .bodyTooLarge(configuration.messageBytes))
        }
        stream.request?.body.writeBytes(bytes)
    }

    /// All of it has arrived.
    func start(_ stream: GRPCStream) {
        guard let request = stream.request, stream.phase == .awaiting else { return }
        stream.phase = .open
        request.call.start(request.body) { [weak self, call = request.call] reply in
            guard let self, let stream = self.stream(stream.id), stream.phase == .open else { return }
            let hasRoom = queuedBytes + reply.body.count <= configuration.outboundCeilingBytes
            respond(stream, hasRoom ? reply : call.reply(.overCeiling))
        }
        if stream.phase == .open { setExpiry(of: stream, isUnary: true) }
    }

    /// Answers it.
    func respond(_ stream: GRPCStream, _ reply: HTTPReply) {
        let isAlone = stream.takesNoBody || reply.body.isEmpty
        stopListening(stream)
        stream.end = .body
        stream.hasSentHeaders = true
        if !isAlone { queuedBytes += stream.queue.writeBytes(reply.body) }
        GRPCHeaders.withReply(reply) { session.respond(stream.id, $0, hasBody: !isAlone) }
        scheduleTurn()
    }
}
