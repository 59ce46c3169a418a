import DossierCore
import NIOCore

/// Turns: what the event loop does here at one go.
///
/// A turn writes about as much as may wait to be written and no more. What is left over goes on in another turn after a
/// breath, so that a client that asks for much and reads fast does not keep the event loop from its other connections.
extension TTRPCConnection {
    /// A turn of its own: sends what waits, then goes on with what waited for room.
    func takeTurn() {
        isInTurn = true
        flush()
        if !isFull {
            tellWritable()
            readLeftover()
        }
        endTurn()
    }

    /// Sends what this turn has written, and sees to what is left.
    func endTurn() {
        flush()
        isInTurn = false
        metrics.moved(received: receivedBytes, sent: sentBytes)
        (receivedBytes, sentBytes) = (0, 0)
        if isReadWanted, takesReads {
            isReadWanted = false
            context?.read()
        }
        timeFrame()
        if owesWritable || leftover != nil, !isFull { scheduleTurn(in: .milliseconds(1)) }
        if phase == .draining { partIfDone() }
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
    func flush() {
        guard outbound.readableBytes > 0, let context else { return }
        lastActive = .now()
        sentBytes += outbound.readableBytes
        context.writeAndFlush(wrapOutboundOut(outbound), promise: nil)
        // Its memory is used again, unless NIO still needs it or it has grown large.
        if outbound.capacity > Self.keptCapacity { outbound = ByteBuffer() } else { outbound.clear() }
    }

    /// The client has stopped taking its replies, or takes them again.
    func setFull(_ full: Bool) {
        guard full != isFull else { return }
        isFull = full
        mailbox.setFull(full)
        owesWritable = mailbox.owesAny
        frameDue = nil
    }

    private static var keptCapacity: Int { 64 << 10 }

    private func tellWritable() {
        guard owesWritable else { return }
        owesWritable = false
        for number in mailbox.takeOwed() {
            if let stream = streams[number] { router.writable(stream.call) }
        }
    }
}
