import DossierCore
import DossierWire
import NIOCore

/// The bodies of requests, as nghttp2 takes them apart, and frames that carry none.
extension GRPCConnection {
    // MARK: - The body

    /// Part of a body has arrived.
    func takeData(_ id: Int32, _ bytes: UnsafeRawBufferPointer, isLast: Bool) {
        // The connection's window is for all: one call that takes no more must not stop the others.
        connectionCredit += bytes.count
        guard let stream = stream(id), stream.phase != .answered else {
            return session.creditStream(id, bytes.count)
        }
        idleFrames = 0
        if stream.request != nil {
            takeBody(stream, bytes)
        } else if stream.held == nil {
            feed(stream, bytes)
        } else {
            stream.held?.writeBytes(bytes)
        }
        recount(stream)
        if stream.held == nil {
            if !isLast { session.creditStream(id, bytes.count) }
        } else {
            stream.uncredited += bytes.count
        }
    }

    /// Cuts messages out of the bytes, and hands them over for as long as they are taken.
    private func feed(_ stream: GRPCStream, _ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while stream.phase != .answered, let event = stream.assembler.next(&rest) {
            switch event {
            case .oversized(let header):
                let reason = "a message of \(header.length) bytes; at most \(configuration.messageBytes) are taken"
                fail(stream, Status(.resourceExhausted, reason))
            case .frame(let header, let body):
                stream.messages += 1
                guard take(stream, header, body) else { return hold(stream, header, body, rest) }
            }
        }
    }

    /// Counts anew what is kept of a request, within the connection's bound.
    private func recount(_ stream: GRPCStream) {
        let kept = stream.keptBytes
        keptBytes += kept - stream.countedBytes
        stream.countedBytes = kept
        let limit = configuration.partialMessageBytes
        guard keptBytes > limit else { return }
        fail(stream, .busy("\(limit) bytes of messages wait for their ends here; send fewer at once"))
    }

    /// Puts a message by that was not taken, and what came behind it.
    private func hold(
        _ stream: GRPCStream,
        _ header: GRPC.MessageHeader,
        _ body: UnsafeRawBufferPointer,
        _ rest: UnsafeRawBufferPointer
    ) {
        var held = ByteBuffer()
        held.writeWithUnsafeMutableBytes(minimumWritableBytes: GRPC.MessageHeader.size) { memory in
            header.write(into: memory)
            return GRPC.MessageHeader.size
        }
        held.writeBytes(body)
        held.writeBytes(rest)
        stream.held = held
    }

    /// The call takes messages again.
    func resume(_ stream: GRPCStream) {
        guard let held = stream.held else { return }
        stream.held = nil
        held.withUnsafeReadableBytes { feed(stream, $0) }
        recount(stream)
        guard stream.held == nil else { return }
        session.creditStream(stream.id, stream.uncredited)
        stream.uncredited = 0
        if stream.isClosedByClient { takeEnd(stream) }
    }

    // MARK: - One message

    /// False when it or its call has to wait.
    private func take(_ stream: GRPCStream, _ header: GRPC.MessageHeader, _ body: UnsafeRawBufferPointer) -> Bool {
        switch header.flag {
        case 0:
            return deliver(stream, body, isCompressed: false)
        case 1 where stream.encoding == .gzip:
            return takeCompressed(stream, body)
        case 1:
            fail(stream, Status(.internal, "a message is compressed, but no grpc-encoding says how"))
        default:
            fail(
                stream,
                Status(.internal, "a message begins with \(header.flag); 0 or 1 tell whether it is compressed")
            )
        }
        return true
    }

    func deliver(_ stream: GRPCStream, _ message: UnsafeRawBufferPointer, isCompressed: Bool) -> Bool {
        guard let route = stream.route else { return true }
        if route.clientStreams { return receive(stream.call, message, isCompressed: isCompressed) }
        if stream.phase == .awaiting {
            open(stream, route, message, isCompressed: isCompressed)
        } else {
            fail(stream, Status(.unimplemented, "the method takes one message; no other may follow"))
        }
        return true
    }

    // MARK: - The end

    /// The client has closed its side.
    private func takeEnd(_ stream: GRPCStream) {
        stream.isClosedByClient = true
        guard stream.request == nil else { return start(stream) }
        guard stream.held == nil else { return }
        if stream.assembler.isMidFrame {
            fail(stream, Status(.internal, "the request ends inside a message"))
        } else if stream.phase == .awaiting {
            fail(stream, Status(.unimplemented, "the method takes one message; none has come"))
        } else if stream.phase == .open, stream.route?.clientStreams == true {
            endOfMessages(stream.call)
        }
    }

    /// A stream is gone, ended by both sides or reset by one.
    func takeClose(of id: Int32) {
        guard let stream = stream(id) else { return }
        let call = stream.call
        let request = stream.request
        drop(stream)
        if call != .ended { cancel(call, .disconnected) }
        request?.call.abandon()
    }

    /// Forgets a stream that is gone.
    private func drop(_ stream: GRPCStream) {
        if beginning === stream { beginning = nil }
        if recent === stream { recent = nil }
        stopListening(stream)
        queuedBytes -= stream.queue.readableBytes
        if stream.usesMailbox {
            mailbox.forget(UInt32(stream.id), stream.posted)
            hasReleased = true
        }
        session.detach(stream)
        streams.remove(stream)
    }

    /// What still arrives of a request is dropped.
    func stopListening(_ stream: GRPCStream) {
        stream.phase = .answered
        stream.call = .ended
        keptBytes -= stream.countedBytes
        stream.countedBytes = 0
        stream.held = nil
        stream.request = nil
        stream.assembler.reset()
        guard stream.uncredited > 0 else { return }
        session.creditStream(stream.id, stream.uncredited)
        stream.uncredited = 0
    }

    // MARK: - Whole frames

    /// A frame has arrived, and its parts have been looked at.
    func takeFrame(_ frame: HTTP2Frame) {
        switch frame.kind {
        case .headers(let isRequest):
            guard let stream = stream(frame.stream) else { return }
            if isRequest { takeHead(stream) }
            if frame.endsStream { takeEnd(stream) }
        case .data(let isEmpty):
            guard frame.endsStream else {
                if isEmpty { countIdleFrame() }
                return
            }
            if let stream = stream(frame.stream) { takeEnd(stream) }
        case .ping(let isAnswer, let payload):
            countIdleFrame()
            if isAnswer { takeAnswer(payload) } else if !pings.take(at: .now()) { sendAway("too_many_pings") }
        case .reset:
            countReset()
        case .goAway, .other:
            countIdleFrame()
        }
    }
}
