import DossierCore
import DossierWire
import NIOCore

/// The open calls of one connection: numbers them, writes their frames, hands what arrives to each.
///
/// ttrpc has no flow control of its own. The connection is read for as long as any call waits for something; it is
/// not read while all open calls are full, so a slow reader stalls the server's stream and nobody else's call.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let address: ServerAddress
    private let eventLoop: any EventLoop
    private var context: ChannelHandlerContext?
    private var frames = FrameReader()
    private var calls: [UInt32: OpenCall] = [:]
    private var full: Set<UInt32> = []
    private var deadlines: [UInt32: Scheduled<Void>] = [:]
    private var nextStream: UInt32 = 1
    private var readIsHeld = false
    private var flushIsDue = false
    /// Why no call can be made any more.
    private var closed: Status?

    init(address: ServerAddress, eventLoop: any EventLoop) {
        self.address = address
        self.eventLoop = eventLoop
    }

    // MARK: Calls

    func start(_ call: OpenCall, _ request: ByteBuffer, timeoutNanoseconds: Int64) {
        guard call.end == nil else { return }
        if let refusal { return settle(call, refusal) }
        let stream = nextStream
        nextStream &+= 2
        call.stream = stream
        calls[stream] = call
        write(request, stream, promise: nil)
        if timeoutNanoseconds > 0 { deadlines[stream] = deadline(of: call, timeoutNanoseconds) }
        readIfWanted()
    }

    func send(_ call: OpenCall, _ frames: [ByteBuffer]) -> EventLoopFuture<Void> {
        let promise = eventLoop.makePromise(of: Void.self)
        if calls[call.stream] === call {
            for frame in frames.dropLast() { write(frame, call.stream, promise: nil) }
            if let last = frames.last { write(last, call.stream, promise: promise) } else { promise.succeed() }
        } else {
            promise.fail(call.end ?? closed ?? Status(.cancelled, "\(call.method) has ended"))
        }
        return promise.futureResult
    }

    func remove(_ call: OpenCall) {
        guard calls[call.stream] === call else { return }
        calls[call.stream] = nil
        full.remove(call.stream)
        deadlines.removeValue(forKey: call.stream)?.cancel()
        readIfWanted()
    }

    func drained(_ call: OpenCall) {
        full.remove(call.stream)
        readIfWanted()
    }

    private var refusal: Status? {
        if let closed { return closed }
        if calls.count >= Limits.callsPerConnection {
            return Status(
                .resourceExhausted,
                "\(calls.count) calls are open on this connection, the most it takes; wait for some, or open another"
            )
        }
        return nextStream > UInt32.max - 2
            ? Status(.unavailable, "this connection has numbered all the calls it can; open another") : nil
    }

    private func deadline(of call: OpenCall, _ nanoseconds: Int64) -> Scheduled<Void> {
        eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(nanoseconds)) {
            call.finish(Status(.deadlineExceeded, "\(call.method) did not end within its time-out"))
            self.remove(call)
        }
    }

    // MARK: Writing

    private func write(_ frame: ByteBuffer, _ stream: UInt32, promise: EventLoopPromise<Void>?) {
        guard let context else { return promise?.fail(closed ?? unreached) ?? () }
        var frame = frame
        OutboundFrame.number(&frame, stream)
        context.write(wrapOutboundOut(frame), promise: promise)
        guard !flushIsDue else { return }
        flushIsDue = true
        // One flush for all that is written in this turn of the loop.
        eventLoop.assumeIsolated().execute {
            self.flushIsDue = false
            self.context?.flush()
        }
    }

    // MARK: Reading

    private func readIfWanted() {
        guard readIsHeld, full.isEmpty || full.count < calls.count else { return }
        readIsHeld = false
        context?.read()
    }

    func read(context: ChannelHandlerContext) {
        if !full.isEmpty, full.count == calls.count {
            readIsHeld = true
        } else {
            context.read()
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        frames.append(unwrapInboundIn(data))
        do throws(Status) {
            while let frame = try frames.next() { receive(frame) }
        } catch {
            end(Status(error.code, "\(address) \(error.message)"))
            context.close(promise: nil)
        }
    }

    private func receive(_ frame: Frame) {
        // Late frames of a call that was abandoned, and types from the future, are passed over.
        guard let call = calls[frame.header.stream] else { return }
        switch frame.header.type {
        case _ where frame.header.length > Limits.messageBytes:
            let limit = Limits.messageBytes
            finish(call, Status(.resourceExhausted, "a reply of \(call.method) is longer than \(limit) bytes"))
        case .response: receiveResponse(frame.body, call)
        case .data: receiveData(frame, call)
        default: break
        }
    }

    private func receiveResponse(_ body: ByteBuffer, _ call: OpenCall) {
        let status = body.withUnsafeReadableBytes { bytes in
            do throws(Status) {
                let response = try TTRPC.ResponseView(parsing: bytes)
                if response.status.code == .ok, call.isSingle || !response.payload.isEmpty {
                    _ = call.deliver([UInt8](response.payload))
                }
                return response.status
            } catch {
                return Status(.internal, "\(address) sent an answer that cannot be read: \(error.message)")
            }
        }
        finish(call, status)
    }

    private func receiveData(_ frame: Frame, _ call: OpenCall) {
        if call.isSingle {
            return finish(call, Status(.internal, "\(call.method) was answered with a stream; it should be one reply"))
        }
        if !frame.header.flags.contains(.noData) {
            switch call.deliver([UInt8](buffer: frame.body)) {
            case .taken: break
            case .full: full.insert(call.stream)
            case .over: remove(call)
            }
        }
        if frame.header.flags.contains(.remoteClosed) { finish(call, .ok) }
    }

    private func finish(_ call: OpenCall, _ status: Status) {
        settle(call, status)
        remove(call)
    }

    /// After these a server may go on with what was asked.
    private func settle(_ call: OpenCall, _ status: Status) {
        call.isSettled = ![.cancelled, .deadlineExceeded].contains(status.code)
        call.finish(status)
    }

    // MARK: The connection's life

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        end(unreached)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(ConnectFailure.closed(address))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(
            TLSFailure.status(error, address)
                ?? Status(
                    .unavailable,
                    "the connection to \(address) broke: \(ConnectFailure.reason(error)); connect again"
                )
        )
        context.close(promise: nil)
    }

    /// Ends all calls and takes no more. The first reason counts.
    func end(_ status: Status) {
        guard closed == nil else { return }
        closed = status
        let ended = calls.values
        calls = [:]
        full = []
        for deadline in deadlines.values { deadline.cancel() }
        deadlines = [:]
        for call in ended { call.finish(status) }
    }

    private var unreached: Status { Status(.unavailable, "there is no connection to \(address)") }
}
