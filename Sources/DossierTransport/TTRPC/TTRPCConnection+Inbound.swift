import DossierCore
import DossierWire
import NIOCore

extension TTRPCConnection {
    /// Bytes have arrived.
    func read(_ bytes: ByteBuffer) {
        guard phase.isServing else { return }
        guard leftover == nil else { return putBy(bytes) }
        var used = 0
        bytes.withUnsafeReadableBytes { all in
            var rest = all
            while takesFrames, let event = assembler.next(&rest) { take(event) }
            used = all.count - rest.count
        }
        guard used < bytes.readableBytes else { return }
        leftover = bytes.getSlice(at: bytes.readerIndex + used, length: bytes.readableBytes - used)
    }

    /// Looks again at what was left.
    func readLeftover() {
        guard let bytes = leftover else { return }
        leftover = nil
        read(bytes)
    }

    /// More may be read from the socket.
    var takesReads: Bool { !isFull && leftover == nil }

    private var takesFrames: Bool {
        !isFull && outbound.readableBytes < configuration.outboundBytes && phase.isServing
    }

    /// What NIO has still read after reads were stopped. It can be much only when the client has closed its side, for
    /// then NIO reads to the end.
    private func putBy(_ bytes: ByteBuffer) {
        guard (leftover?.readableBytes ?? 0) + bytes.readableBytes <= Limits.messageBytes else {
            context?.close(promise: nil)
            return
        }
        leftover?.writeImmutableBuffer(bytes)
    }

    private func take(_ event: FrameAssembler<TTRPC.FrameHeader>.Event) {
        frameDue = nil
        switch event {
        case .frame(let header, let body):
            switch header.type {
            case .request: takeRequest(header, body)
            case .data: takeData(header, body)
            default: break
            }
        case .oversized(let header): refuseOversized(header)
        }
    }

    private func takeRequest(_ header: TTRPC.FrameHeader, _ body: UnsafeRawBufferPointer) {
        if let refusal = streams.refusal(ofRequest: header.stream) { return fail(header.stream, refusal) }
        guard phase == .open || lateCallDue != nil else { return fail(header.stream, .goingDown) }
        hasHadCall = true
        do throws(Status) {
            let request = try TTRPC.RequestView(parsing: body, &metadataMemory)
            let route = try router.resolve(service: request.service, method: request.method, at: .ttrpc)
            open(route, request, header)
        } catch {
            fail(header.stream, error)
        }
    }

    private func open(_ route: MethodRoute, _ request: TTRPC.RequestView, _ header: TTRPC.FrameHeader) {
        let number = header.stream
        let head = CallHead(deadline: deadline(request.timeoutNanoseconds), metadata: request.metadata)
        let port = ReplyPort(connection: self, stream: number, streams: route.serverStreams)
        opening = number
        let call = router.open(route, head, message: route.clientStreams ? nil : request.payload, port: port)
        guard opening == number else { return }
        opening = nil
        let isOpenEnded = header.flags.contains(.remoteOpen)
        let expiry = CallExpiry(head.deadline, isUnary: route.isUnary, allowed: configuration.callNanoseconds)
        streams.insert(
            StreamTable.Stream(
                call: call,
                takesMessages: route.clientStreams && isOpenEnded,
                clientStreams: route.clientStreams,
                expiry: expiry
            ),
            at: number
        )
        ring(by: expiry.alarm)
        guard route.clientStreams else { return }
        // A client that leaves its side open may send a first message along; one that does not has sent its only one.
        let isMessage = !header.flags.contains(.noData) && (request.payload.count > 0 || !isOpenEnded)
        deliver(call, number, isMessage ? request.payload : nil, isLast: !isOpenEnded)
    }

    private func deadline(_ timeout: Int64) -> Deadline {
        guard timeout > 0 else { return .never }
        return .after(nanoseconds: timeout, now: Int64(NIODeadline.now().uptimeNanoseconds))
    }

    private func takeData(_ header: TTRPC.FrameHeader, _ body: UnsafeRawBufferPointer) {
        switch streams.rule(onData: header.stream, flags: header.flags) {
        case .deliver(let call, let isMessage, let isLast):
            deliver(call, header.stream, isMessage ? body : nil, isLast: isLast)
        case .ignore:
            break
        case .refuse(let status, let call):
            fail(header.stream, status)
            if let call { cancel(call, .disconnected) }
        }
    }

    private func deliver(_ call: CallID, _ stream: UInt32, _ message: UnsafeRawBufferPointer?, isLast: Bool) {
        if let message, !router.receive(call, message, isCompressed: false) {
            // It may have ended just now, by itself.
            guard streams.remove(stream) != nil else { return }
            fail(stream, Status(.resourceExhausted, "too many messages wait to be read; await acknowledgements"))
            return cancel(call, .disconnected)
        }
        if isLast, streams[stream] != nil { router.endOfMessages(call) }
    }

    private func refuseOversized(_ header: TTRPC.FrameHeader) {
        guard header.type == .request || header.type == .data else { return }
        let limit = configuration.messageBytes
        let status = Status(.resourceExhausted, "a frame of \(header.length) bytes; at most \(limit) are taken")
        fail(header.stream, status)
        guard header.type == .data, let stream = streams.remove(header.stream) else { return }
        cancel(stream.call, .disconnected)
    }

    /// Cancels a call that is no longer open here: what it still answers is dropped.
    func cancel(_ call: CallID, _ reason: CancelReason) {
        guard call != .ended else { return }
        router.cancel(call, reason)
    }
}
