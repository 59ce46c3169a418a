import CNghttp2
import DossierCore
import NIOCore

/// Replies, on the event loop.
extension GRPCConnection {
    func finishOnLoop(_ outcome: CallOutcome, _ port: ReplyPort) {
        guard let stream = openStream(port.stream) else { return }
        // What was sent before comes before.
        if stream.usesMailbox { takeMail() }
        guard stream.phase == .open else { return }
        switch outcome {
        case .failure(let status, let trailers):
            end(stream, status, trailers)
        case .success(let reply, let trailers):
            do throws(Status) {
                // Past the bound of a turn they go out as they are, or the event loop would be kept for long.
                let compresses = deflatedBytes < Limits.deflatedBytes && isCompressed(port)
                if let frame = try frame(reply, port, isCompressed: compresses) {
                    if compresses { deflatedBytes += frame.size }
                    guard queuedBytes + frame.size <= configuration.outboundCeilingBytes else { throw .overCeiling }
                    if stream.queue.capacity == 0, let spare = streams.takeQueue() { stream.queue = spare }
                    queuedBytes += frame.write(to: &stream.queue)
                }
                end(stream, .ok, trailers)
            } catch {
                end(stream, error, trailers)
            }
        }
    }

    /// The frame of a reply; nil when a stream ends without one. A method that does not stream has one always.
    func frame(
        _ reply: OutboundMessage?,
        _ port: ReplyPort,
        isCompressed: Bool
    ) throws(Status) -> GRPCMessageFrame? {
        if let reply { return try GRPCMessageFrame(reply, isCompressed: isCompressed) }
        let empty = OutboundMessage.encoded(UnsafeRawBufferPointer(start: nil, count: 0))
        return port.streams ? nil : try GRPCMessageFrame(empty, isCompressed: false)
    }

    /// Whether a call's replies are compressed. Any thread.
    func isCompressed(_ port: ReplyPort) -> Bool {
        isCompressed(port.compression, port.stream)
    }

    private func isCompressed(_ compression: ReplyCompression, _ stream: UInt32) -> Bool {
        guard compression != .unavailable else { return false }
        return mailbox.isCompressed(stream) ?? (compression == .standard)
    }

    /// Answers a stream instead of its call, which is cancelled if it is open.
    func fail(_ stream: GRPCStream, _ status: Status, _ trailers: Metadata = Metadata()) {
        guard stream.phase != .answered else { return }
        if let request = stream.request {
            respond(stream, request.call.reply(status))
            return request.call.abandon()
        }
        if stream.phase == .awaiting, let route = stream.route {
            let refusal = refuse(route, status, stream.metadata)
            return end(stream, refusal.status, refusal.trailers)
        }
        let call = stream.phase == .open ? stream.call : .ended
        end(stream, status, trailers)
        guard call != .ended else { return }
        cancel(call, .disconnected)
        // Its work was begun for nothing, as that of a stream that is reset.
        countReset()
    }

    /// The reply is complete.
    private func end(_ stream: GRPCStream, _ status: Status, _ trailers: Metadata) {
        stopListening(stream)
        stream.end = status.code == .ok && trailers.entries.isEmpty ? .success : .status(status, trailers)
        let isAll = !stream.hasSentHeaders && stream.replyHeaders.entries.isEmpty && stream.queue.readableBytes == 0
        guard isAll else { return proceed(stream) }
        stream.hasSentHeaders = true
        GRPCHeaders.withStatusAlone(status, trailers) { session.respond(stream.id, $0, hasBody: false) }
        scheduleTurn()
    }

    /// There is more to be sent on a stream.
    private func proceed(_ stream: GRPCStream) {
        if !stream.hasSentHeaders {
            stream.hasSentHeaders = true
            let isCompressed = isCompressed(stream.compression, UInt32(stream.id))
            GRPCHeaders.withBeginning(stream.replyHeaders, isCompressed: isCompressed) {
                session.respond(stream.id, $0, hasBody: true)
            }
        } else if stream.isDeferred {
            stream.isDeferred = false
            session.resume(stream.id)
        }
        scheduleTurn()
    }

    /// What other threads have left.
    func takeMail() {
        for (id, letter) in mailbox.take() {
            guard let stream = openStream(id) else {
                mailbox.forget(id, letter.bytes)
                hasReleased = true
                continue
            }
            switch letter {
            case .headers(let headers): stream.replyHeaders = headers
            case .message(let frame):
                add(frame, to: stream)
                proceed(stream)
            case .end(let frame, let status, let trailers):
                if let frame { add(frame, to: stream) }
                end(stream, status, trailers)
            case .resume: resume(stream)
            }
        }
    }

    private func add(_ frame: ByteBuffer, to stream: GRPCStream) {
        stream.posted += frame.readableBytes
        queuedBytes += frame.readableBytes
        if stream.queue.readableBytes == 0 { stream.queue = frame } else { stream.queue.writeImmutableBuffer(frame) }
    }

    /// The stream whose call the router has not finished yet.
    private func openStream(_ id: UInt32) -> GRPCStream? {
        guard phase.isServing, let stream = stream(Int32(id)), stream.phase == .open else { return nil }
        return stream
    }

    // MARK: - To nghttp2

    /// How much of a stream's body can be sent now, nil for nothing yet, and what nghttp2 is to know of it.
    func read(_ id: Int32, upTo length: Int) -> (count: Int?, flags: nghttp2_data_flag) {
        guard let stream = stream(id) else { return (nil, NGHTTP2_DATA_FLAG_NONE) }
        let count = min(length, stream.queue.readableBytes)
        guard count == stream.queue.readableBytes, let end = stream.end else {
            stream.isDeferred = count == 0
            return (count == 0 ? nil : count, NGHTTP2_DATA_FLAG_NONE)
        }
        switch end {
        case .success: GRPCHeaders.withSuccess { session.trail(id, $0) }
        case .status(let status, let trailers): GRPCHeaders.withEnd(status, trailers) { session.trail(id, $0) }
        case .body: return (count, NGHTTP2_DATA_FLAG_EOF)
        }
        return (count, nghttp2_data_flag(NGHTTP2_DATA_FLAG_EOF.rawValue | NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue))
    }

    /// Writes a DATA frame that `read` has promised.
    /// - Returns: false when enough has been written for this turn; nil when the stream is not there.
    func write(_ id: Int32, _ header: UnsafeRawBufferPointer, _ count: Int) -> Bool? {
        guard let stream = stream(id) else { return nil }
        outbound.writeBytes(header)
        stream.queue.readWithUnsafeReadableBytes { bytes in
            outbound.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            return count
        }
        queuedBytes -= count
        if stream.posted > 0 { release(stream, min(count, stream.posted)) }
        // Else what has been written would stay in its memory for as long as the stream goes on.
        // Not before half of it is written, so that a large reply is not moved again and again.
        if stream.queue.readerIndex > max(Limits.streamOutboundBytes, stream.queue.readableBytes) {
            stream.queue.discardReadBytes()
        }
        return outbound.readableBytes < configuration.outboundBytes
    }

    private func release(_ stream: GRPCStream, _ count: Int) {
        stream.posted -= count
        mailbox.release(UInt32(stream.id), count)
        hasReleased = true
    }

    /// The headers of a reply could not be written.
    func didNotSend(_ id: Int32) {
        if stream(id) != nil { session.reset(id, NGHTTP2_INTERNAL_ERROR) }
    }

    /// A frame has been written.
    func didSend(_ frame: HTTP2Frame) {
        switch frame.kind {
        case .headers, .data:
            pings.forgive()
            idleFrames = 0
            // The reply is complete: the client need not send the rest of its request (RFC 9113, 8.1).
            guard frame.endsStream, !session.isClosedByClient(frame.stream) else { return }
            session.reset(frame.stream, NGHTTP2_NO_ERROR)
        case .reset(let code):
            // CANCEL is for replies that time has overtaken.
            if code != NGHTTP2_NO_ERROR.rawValue, code != NGHTTP2_CANCEL.rawValue { countReset() }
        case .goAway:
            // Its answer tells that the client has seen the first GOAWAY. Submitted together it would be sent before it.
            if phase == .draining, !isLastStreamTaken { session.ping(Self.drainPing) }
        case .ping, .other:
            break
        }
    }
}
