import NIOCore

/// One timer of a connection. It rings at the earliest of the times asked for; whoever is called asks again for what
/// is still to come. Asking for a later time costs a comparison, so that the hot path can.
struct Alarm {
    private var due = NIODeadline.distantFuture
    private var scheduled: NIOScheduledCallback?

    /// Rings no later than `time`. Event loop only.
    mutating func ring(by time: NIODeadline, on eventLoop: EventLoop, _ handler: some NIOScheduledCallbackHandler) {
        guard time < due else { return }
        scheduled?.cancel()
        due = time
        // It throws only where the loop has been shut down: then nothing is left to be timed.
        scheduled = try? eventLoop.assumeIsolated().scheduleCallback(at: time, handler: handler)
    }

    /// It has rung: nothing is asked for.
    mutating func rang() {
        due = .distantFuture
        scheduled = nil
    }

    /// Rings no more.
    mutating func cancel() {
        scheduled?.cancel()
        rang()
    }
}
