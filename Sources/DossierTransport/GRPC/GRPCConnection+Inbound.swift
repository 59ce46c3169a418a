import DossierCore
import DossierWire
import NIOCore

/// Requests, as nghttp2 takes them apart.
extension GRPCConnection {
    // MARK: - The headers

    /// A header block begins: a request's, or one that is not looked at.
    func takeBeginning(of id: Int32, isRequest: Bool) {
        beginning = nil
        headerBytes = 0
        path.removeAll(keepingCapacity: true)
        // The last GOAWAY, which may not be written yet, tells the client that later streams are ignored.
        guard isRequest, !isLastStreamTaken else { return }
        let stream = streams.insert(id)
        recent = stream
        session.attach(stream)
        beginning = stream
        hasOpened = true
        idleFrames = 0
    }

    /// One header of the block that has begun.
    /// - Returns: false when there have been so many that the stream is to be reset.
    func takeHeader(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        headerBytes += name.count + value.count + Self.headerOverhead
        // A few bytes can stand for many; to look at them all would take long.
        guard headerBytes <= Limits.headerBytes else { return false }
        guard let stream = beginning else { return true }
        if headerBytes > Limits.metadataBytes {
            stream.head.isTooLarge = true
            // It tells in which form to say so.
            if name.equals("content-type") { stream.head.add(name, value) }
        } else if name.equals(":path") {
            path.append(contentsOf: value)
        } else {
            stream.head.add(name, value)
        }
        return true
    }

    /// What a header costs besides its bytes (RFC 9113, 6.5.2).
    private static var headerOverhead: Int { 32 }

    /// The method of `/package.Service/Method`.
    private func route(_ path: UnsafeRawBufferPointer) throws(Status) -> MethodRoute {
        let slash = UInt8(ascii: "/")
        guard let end = path.lastIndex(of: slash), end > 0, path[0] == slash else {
            let text = String(decoding: path.prefix(200), as: UTF8.self)
            throw Status(.unimplemented, "\(text) is not a method's path, as /package.Service/Method is")
        }
        return try resolve(
            service: UnsafeRawBufferPointer(rebasing: path[1..<end]),
            method: UnsafeRawBufferPointer(rebasing: path[(end + 1)...])
        )
    }

    private func takeHead(_ stream: GRPCStream) {
        let head = stream.head
        stream.phase = .awaiting
        stream.compression = !head.takesGzip ? .unavailable : head.encoding == .gzip ? .standard : .available
        guard !head.isTooLarge else {
            let reason = "the headers take more than \(Limits.metadataBytes) bytes; send fewer"
            guard head.isCall else { return respond(stream, HTTPReply(431, text: reason)) }
            return fail(stream, Status(.resourceExhausted, reason))
        }
        guard head.isCall else { return takeRequest(stream) }
        do throws(Status) {
            if let fault = head.fault { throw fault }
            begin(stream, try path.span.bytes.withUnsafeBytes { (path) throws(Status) in try route(path) })
        } catch {
            fail(stream, error)
        }
    }

    /// A call has begun; it is opened when its message is here, unless its client streams.
    private func begin(_ stream: GRPCStream, _ route: MethodRoute) {
        let head = stream.head
        stream.route = route
        if head.timeout > 0 {
            stream.deadline =
                Deadline.after(nanoseconds: head.timeout, now: Int64(NIODeadline.now().uptimeNanoseconds)).nanoseconds
            ring(by: .uptimeNanoseconds(UInt64(stream.deadline)))
        }
        if route.clientStreams { open(stream, route, nil, isCompressed: false) }
    }

    private func open(
        _ stream: GRPCStream,
        _ route: MethodRoute,
        _ message: UnsafeRawBufferPointer?,
        isCompressed: Bool
    ) {
        let head = CallHead(
            deadline: Deadline(nanoseconds: stream.deadline),
            metadata: stream.head.metadata,
            isCompressed: isCompressed
        )
        let port = ReplyPort(
            connection: self,
            stream: UInt32(stream.id),
            streams: route.serverStreams,
            compression: stream.compression
        )
        stream.phase = .open
        stream.usesMailbox = route.serverStreams || stream.compression != .unavailable
        let call = open(route, head, message: message, port: port)
        // It may have ended on this very turn.
        guard stream.phase == .open else { return }
        stream.call = call
        stream.usesMailbox = true
    }

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
                let reason = "a message of \(header.length) bytes; at most \(Limits.messageBytes) are taken"
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
        guard keptBytes > Limits.partialMessageBytes else { return }
        let limit = Limits.partialMessageBytes
        fail(
            stream,
            Status(.resourceExhausted, "\(limit) bytes of messages wait for their ends here; send fewer at once")
        )
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
        case 1 where stream.head.encoding == .gzip:
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
        case .reset, .goAway, .other:
            countIdleFrame()
        }
    }
}
