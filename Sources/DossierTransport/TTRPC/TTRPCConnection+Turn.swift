import DossierCore
import NIOCore

/// The end of a turn: what was written goes out, and what has to be seen to later is timed.
extension TTRPCConnection {
    /// Flushes, and goes on with what waited for room while there is room.
    func endTurn() {
        isInTurn = true
        flush()
        while !isFull, owesWritable || leftover != nil {
            tellWritable()
            if let bytes = leftover {
                leftover = nil
                read(bytes)
            }
            flush()
        }
        isInTurn = false
        if isReadWanted, !isFull {
            isReadWanted = false
            context?.read()
        }
        timeFrame()
        if phase == .draining { partIfDone() }
    }

    /// A turn will end soon: the one that runs, or one of its own.
    func scheduleTurn() {
        guard !isInTurn, !isTurnScheduled else { return }
        isTurnScheduled = true
        eventLoop.execute {
            self.isTurnScheduled = false
            self.endTurn()
        }
    }

    /// Hands the frames of this turn to NIO, which writes what the socket takes.
    func flush() {
        guard outbound.readableBytes > 0, let context else { return }
        lastActive = .now()
        context.writeAndFlush(wrapOutboundOut(outbound), promise: nil)
        // Its memory is used again, unless NIO still needs it or it has grown large.
        if outbound.capacity > Self.keptCapacity { outbound = ByteBuffer() } else { outbound.clear() }
    }

    func setFull(_ full: Bool) {
        guard full != isFull else { return }
        isFull = full
        mailbox.setFull(full)
        owesWritable = true
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
