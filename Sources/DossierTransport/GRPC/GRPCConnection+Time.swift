import CNghttp2
import DossierCore
import NIOCore

/// One alarm for everything that has its time here: deadlines, requests that do not arrive, silence, idleness, age.
extension GRPCConnection: NIOScheduledCallbackHandler {
    func ring(by time: NIODeadline) {
        guard time < .distantFuture else { return }
        alarm.ring(by: time, on: eventLoop, self)
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        alarm.rang()
        guard phase.isServing, let context else { return closeChannel() }
        let now = NIODeadline.now()
        if let answerDue, answerDue <= now, lastHeard <= lastAsked { return context.close(promise: nil) }
        isInTurn = true
        look(at: now)
        endTurn()
    }

    /// Does what is due, and asks for the next time that something is.
    func look(at now: NIODeadline) {
        if !streams.isEmpty { lastActive = now }
        let idleAt = lastActive + idleTime
        if let firstStreamDue, firstStreamDue <= now { announceEnd() }
        if let lastStreamsDue, lastStreamsDue <= now { takeLastStreams() }
        if agesAt <= now { retire() } else if idleAt <= now, phase == .open { drain() }
        lookAtStreams(now)
        askForLife(now)
        for time in [idleAt, agesAt, firstStreamDue, lastStreamsDue, answerDue] {
            if let time, time > now { ring(by: time) }
        }
    }

    private func lookAtStreams(_ now: NIODeadline) {
        guard !streams.isEmpty else { return }
        let late = Int64(now.uptimeNanoseconds)
        var next = now + .nanoseconds(configuration.frameNanoseconds)
        for stream in streams.all {
            if stream.expiry.time <= late {
                expire(stream)
            } else {
                next = min(next, stream.expiry.alarm)
            }
            lookForMissing(stream, now)
            lookForStalled(stream, now)
        }
        ring(by: next)
    }

    /// A call stays open: it has its time.
    func setExpiry(of stream: GRPCStream, isUnary: Bool) {
        stream.expiry = CallExpiry(stream.deadline, isUnary: isUnary, allowed: configuration.callNanoseconds)
        ring(by: stream.expiry.alarm)
    }

    private func expire(_ stream: GRPCStream) {
        let reason = stream.expiry.reason
        stream.expiry = .never
        switch stream.phase {
        case .open:
            if let request = stream.request { return request.call.end(reason) }
            cancel(stream.call, reason)
        case .head, .awaiting:
            fail(stream, Status(.deadlineExceeded, "the request did not arrive before its deadline"))
        case .answered:
            // It was answered in the time that the server allows; how its client takes the reply is bounded by his own.
            guard reason == .deadline else {
                stream.expiry = CallExpiry(stream.deadline)
                return ring(by: stream.expiry.alarm)
            }
        }
        // Whoever has not taken a reply by then does not wait for it: it need not be kept.
        if stream.queue.readableBytes > 0 { session.reset(stream.id, NGHTTP2_CANCEL) }
    }

    /// Gives up a request of which nothing more arrives.
    private func lookForMissing(_ stream: GRPCStream, _ now: NIODeadline) {
        guard stream.isIncomplete else { return stream.missing = nil }
        guard let missing = stream.missing, missing.messages == stream.messages else {
            stream.missing = (now, stream.messages)
            return
        }
        guard now - missing.since >= .nanoseconds(configuration.frameNanoseconds) else { return }
        // Without its headers' end, a stream cannot be answered, nor another be opened.
        guard stream.phase != .head else { return closeChannel() }
        let seconds = configuration.frameNanoseconds / 1_000_000_000
        fail(stream, Status(.deadlineExceeded, "the rest of a message did not arrive within \(seconds) s"))
    }

    /// Gives up a complete reply of which the client takes nothing: it costs memory.
    private func lookForStalled(_ stream: GRPCStream, _ now: NIODeadline) {
        guard stream.phase == .answered else { return }
        let bytes = stream.queue.readableBytes
        guard let stalled = stream.stalled, stalled.bytes == bytes else { return stream.stalled = (now, bytes) }
        guard now - stalled.since >= .nanoseconds(configuration.idleNanoseconds) else { return }
        session.reset(stream.id, NGHTTP2_CANCEL)
    }

    /// A client that takes what is written lives, though nothing is read from it while too much waits.
    private func hearWrites(_ now: NIODeadline) {
        let buffered = (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        if buffered < lastBuffered { lastHeard = now }
        lastBuffered = buffered
    }

    /// Pings a client that has been silent.
    private func askForLife(_ now: NIODeadline) {
        hearWrites(now)
        if lastHeard > lastAsked { answerDue = nil }
        guard answerDue == nil else { return }
        let asksAt = lastHeard + .nanoseconds(configuration.pingNanoseconds)
        guard asksAt <= now else { return ring(by: asksAt) }
        session.ping(Self.lifePing)
        lastAsked = now
        answerDue = now + .nanoseconds(configuration.pingAnswerNanoseconds)
    }

    /// An answer to one of our pings.
    func takeAnswer(_ payload: PingPayload) {
        if payload == Self.drainPing, lastStreamsDue != nil { takeLastStreams() }
    }

    private static var lifePing: PingPayload { PingPayload("alive?..") }
    static var drainPing: PingPayload { PingPayload("drained?") }

    private func closeChannel() { context?.close(promise: nil) }
}
