import DossierCore
import NIOCore
import NIOHTTP1

/// Requests.
extension HTTP1Connection {
    /// Something has been read.
    func arrive(_ arrival: Arrival) {
        guard !isDeaf else { return }
        if case .part(.head) = arrival { waitingRequests += 1 }
        if case .refusal = arrival { isDeaf = true }
        if waitingRequests > Limits.httpPipelinedRequests {
            isDeaf = true
            let limit = "at most \(Limits.httpPipelinedRequests) requests may wait for the reply to another"
            arrivals.append(.refusal(HTTPReply(400, text: limit)))
        } else {
            arrivals.append(arrival)
        }
        advance()
    }

    /// Takes what has arrived, as far as no request is in the way.
    func advance() {
        // A reply that is written at once brings us here again.
        guard !isAdvancing else { return }
        isAdvancing = true
        while phase.isServing, takesArrivals, let arrival = arrivals.popFirst() { take(arrival) }
        isAdvancing = false
        guard isReadWanted, takesReads else { return }
        isReadWanted = false
        context?.read()
    }

    /// More may be read from the socket.
    var takesReads: Bool { !phase.isServing || (takesArrivals && arrivals.isEmpty) }

    private var takesArrivals: Bool {
        switch exchange {
        case .none, .receiving, .replying: true
        case .calling, .writing: false
        }
    }

    private func take(_ arrival: Arrival) {
        switch arrival {
        case .refusal(let reply): refuse(reply)
        case .part(.head(let head)): begin(head)
        case .part(.body(let bytes)): receive(bytes)
        case .part(.end): end()
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        waitingRequests -= 1
        isHead = head.method == .HEAD
        keepsAlive = head.keepsAlive
        do throws(HTTPReply) {
            exchange = .receiving(try call(head), ByteBuffer())
            startRequestClock()
        } catch {
            // A body may be long: it is not waited for. Where there is none the end is at hand.
            if head.hasBody { refuse(error) } else { exchange = .replying(error) }
        }
    }

    /// The call that a request begins.
    /// - Throws: the reply to a request that does not begin one.
    private func call(_ head: HTTPRequestHead) throws(HTTPReply) -> any HTTPCall {
        guard let context else { throw HTTPReply(.goingDown) }
        try head.check()
        switch service.answer(head.request, isDraining: phase == .draining, by: peer, on: context.eventLoop) {
        case .reply(let reply):
            throw reply
        case .call(let call):
            let limit = configuration.messageBytes
            if let length = head.bodyLength, length > limit { throw call.reply(.bodyTooLarge(limit)) }
            if head.awaitsContinue { invite() }
            return call
        }
    }

    private func receive(_ bytes: ByteBuffer) {
        guard case .receiving(let call, var body) = exchange else { return }
        guard body.readableBytes + bytes.readableBytes <= configuration.messageBytes else {
            return refuse(call.reply(.bodyTooLarge(configuration.messageBytes)))
        }
        // Or it would be copied, as if it were still needed as it was.
        exchange = .none
        body.writeImmutableBuffer(bytes)
        exchange = .receiving(call, body)
    }

    private func end() {
        hasSeenEnd = true
        stopClock()
        switch exchange {
        case .receiving(let call, let body):
            exchange = .calling(call)
            call.start(body) { self.write($0) }
            if case .calling = exchange { restartAlarm(.call) }
        case .replying(let reply):
            write(reply)
        case .none, .calling, .writing:
            break
        }
    }
}
