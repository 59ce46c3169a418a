import CNghttp2
import DossierCore
import NIOCore

/// How a connection ends.
extension GRPCConnection {
    /// The client is told to open no more streams; those that are on their way are still taken (gRFC A9). It is told after
    /// its first one, for which it is given a moment: clients fail the call for which they have connected when they hear of
    /// an end before they have sent it (grpc-core 1.85, unless it may retry).
    func drain() {
        guard phase == .open else { return }
        phase = .draining
        agesAt = .distantFuture
        if session.hasHadStream {
            announceEnd()
        } else {
            firstStreamDue = lateCallDue
            ring(by: lateCallDue)
        }
        if !isInTurn { takeTurn() }
    }

    /// The first GOAWAY.
    func announceEnd() {
        firstStreamDue = nil
        session.announceEnd()
        lastStreamsDue = lateCallDue
        ring(by: lateCallDue)
        scheduleTurn()
    }

    private var lateCallDue: NIODeadline { .now() + .nanoseconds(configuration.lateCallNanoseconds) }

    /// From now on later streams are ignored: their clients know that they may call again elsewhere.
    func takeLastStreams() {
        firstStreamDue = nil
        lastStreamsDue = nil
        session.goAway(NGHTTP2_NO_ERROR)
        isLastStreamTaken = true
        scheduleTurn()
    }

    /// The connection is old: after a grace its streams are ended.
    func retire() {
        guard phase == .open else { return cancelCalls() }
        drain()
        agesAt = .now() + .nanoseconds(configuration.ageGraceNanoseconds)
    }

    /// The grace period is over.
    func cancelCalls() {
        guard phase == .draining else { return }
        let isOwnTurn = !isInTurn
        isInTurn = true
        agesAt = .distantFuture
        for stream in streams.all {
            if stream.phase != .open {
                fail(stream, CancelReason.drain.status)
            } else if let request = stream.request {
                request.call.end(.drain)
            } else {
                cancel(stream.call, .drain)
            }
        }
        if !isLastStreamTaken { takeLastStreams() }
        if isOwnTurn { endTurn() }
    }

    /// A client that does what no client should is told why, and is not listened to any more.
    func sendAway(_ reason: StaticString) {
        guard phase.isServing else { return }
        session.goAway(NGHTTP2_ENHANCE_YOUR_CALM, reason)
        isLastStreamTaken = true
        isSentAway = true
        scheduleTurn()
    }

    /// A stream had to be given up, which its client may have brought about.
    func countReset() {
        if !resets.take() { sendAway("too_many_resets") }
    }

    /// A frame came that carries nothing for a call.
    func countIdleFrame() {
        idleFrames += 1
        if idleFrames > Limits.framesWithoutCall { sendAway("too_many_frames_without_call") }
    }

    /// Ends the connection when all is said.
    func partIfDone() {
        guard phase.isServing else { return }
        let isDrained = phase == .draining && isLastStreamTaken && streams.isEmpty
        guard isSentAway || isDrained || session.isOver else { return }
        part()
    }

    /// Writes what is left and closes this side. Closing both while bytes arrive would reset the connection, and replies
    /// on their way could be lost: so the client has a moment to close its own.
    private func part() {
        // What is written may fill the socket: no turn of its own is to begin then, and write the same again.
        isInTurn = true
        flush()
        isInTurn = false
        phase = .parting
        alarm.cancel()
        ring(by: .now() + .nanoseconds(configuration.idleNanoseconds))
        context?.close(mode: .output, promise: nil)
        abandonStreams()
    }

    /// The connection is gone: its calls are cancelled, their answers dropped.
    func close() {
        phase = .closed
        mailbox.close()
        alarm.cancel()
        outbound = ByteBuffer()
        abandonStreams()
    }

    /// Nobody waits any more for what is still open.
    private func abandonStreams() {
        let abandoned = streams.removeAll()
        beginning = nil
        recent = nil
        for stream in abandoned { session.detach(stream) }
        for stream in abandoned {
            if stream.call != .ended { cancel(stream.call, .disconnected) }
            stream.request?.call.abandon()
        }
    }
}
