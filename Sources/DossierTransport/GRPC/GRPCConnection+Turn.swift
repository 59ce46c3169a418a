import DossierCore
import NIOCore

/// Turns: what the event loop does here at one go.
///
/// A turn writes about as much as may wait to be written and no more; what is left over goes on in another turn after a
/// breath, as at the ttrpc door.
extension GRPCConnection {
    /// A turn of its own: goes on with what waits, and sends.
    func takeTurn() {
        isInTurn = true
        takePostponed()
        endTurn()
    }

    /// Sends what this turn has written, and sees to what is left.
    func endTurn() {
        let isDone = flush()
        isInTurn = false
        metrics.moved(received: receivedBytes, sent: sentBytes)
        (receivedBytes, sentBytes) = (0, 0)
        inflatedBytes = 0
        deflatedBytes = 0
        tellWritable()
        if isReadWanted, !isFull {
            isReadWanted = false
            context?.read()
        }
        watchStreams()
        if !postponed.isEmpty || (!isDone && !isFull) { scheduleTurn(in: .milliseconds(1)) }
        partIfDone()
    }

    /// A turn will end soon: the one that runs, or one of its own.
    func scheduleTurn(in pause: TimeAmount? = nil) {
        guard !isInTurn, !isTurnScheduled, phase.isServing else { return }
        isTurnScheduled = true
        let turn = { @Sendable in
            self.isTurnScheduled = false
            self.takeTurn()
        }
        // Not `execute` for a pause: the event loop runs such work until there is none, before it looks at sockets.
        if let pause { eventLoop.scheduleTask(in: pause, turn) } else { eventLoop.execute(turn) }
    }

    /// Hands the frames of this turn to NIO, which writes what the socket takes.
    /// - Returns: whether nothing is left that could be written.
    @discardableResult
    func flush() -> Bool {
        guard phase.isServing, let context, !isFull else { return true }
        let isDone = collect()
        guard outbound.readableBytes > 0 else { return isDone }
        sentBytes += outbound.readableBytes
        context.writeAndFlush(wrapOutboundOut(outbound), promise: nil)
        // Its memory is used again, unless NIO still needs it or it has grown large.
        if outbound.capacity > Self.keptCapacity { outbound = ByteBuffer() } else { outbound.clear() }
        return isDone
    }

    private static var keptCapacity: Int { 64 << 10 }

    /// Takes frames from nghttp2, up to the bound of a turn.
    private func collect() -> Bool {
        while outbound.readableBytes < configuration.outboundBytes {
            guard let bytes = session.next() else {
                context?.close(promise: nil)
                return true
            }
            // A pause, which `write` has asked for, looks like an end: then there is as much as a turn may write.
            guard bytes.count > 0 else { return outbound.readableBytes < configuration.outboundBytes }
            outbound.writeBytes(bytes)
        }
        return false
    }

    /// Has those looked after that were opened this turn and go on.
    private func watchStreams() {
        guard hasOpened else { return }
        hasOpened = false
        if firstStreamDue != nil { announceEnd() }
        if !streams.isEmpty { ring(by: lastHeard + .nanoseconds(configuration.frameNanoseconds)) }
    }

    /// Lets streams go on that were told to wait.
    private func tellWritable() {
        guard hasReleased else { return }
        hasReleased = false
        for id in mailbox.takeWritable() {
            if let stream = stream(Int32(id)), stream.phase == .open { writable(stream.call) }
        }
    }
}
