import DossierCore
import NIOCore

/// One alarm for everything that has its time here: the idle connection, the half frame, the calls' deadlines.
extension TTRPCConnection: NIOScheduledCallbackHandler {
    func ring(by time: NIODeadline) {
        alarm.ring(by: time, on: eventLoop, self)
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        alarm.rang()
        guard phase != .parting, let context else { return closeChannel() }
        let now = NIODeadline.now()
        if !streams.isEmpty { lastActive = now }
        let idleAt = lastActive + .nanoseconds(configuration.idleNanoseconds)
        guard now < idleAt, frameDue.map({ now < $0 }) ?? true else { return context.close(promise: nil) }
        if let lateCallDue, lateCallDue <= now { self.lateCallDue = nil }
        isInTurn = true
        let expired = streams.expire(now: Int64(now.uptimeNanoseconds))
        for (call, reason) in expired.calls { cancel(call, reason) }
        endTurn()
        ring(by: idleAt)
        for due in [frameDue, lateCallDue] { if let due { ring(by: due) } }
        if expired.next != .max { ring(by: .uptimeNanoseconds(UInt64(expired.next))) }
    }

    /// Starts the clock of a frame that has begun; `frameDue` was reset by the last one that was complete.
    func timeFrame() {
        guard frameDue == nil, assembler.isMidFrame, !isFull else { return }
        let due = NIODeadline.now() + .nanoseconds(configuration.frameNanoseconds)
        frameDue = due
        ring(by: due)
    }

    private func closeChannel() { context?.close(promise: nil) }
}
