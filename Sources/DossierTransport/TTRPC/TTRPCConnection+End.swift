import DossierCore
import NIOCore

/// How a connection ends.
extension TTRPCConnection {
    /// The server is going down: an idle connection closes, one with open calls refuses new ones. One whose first call has
    /// not come, or whose next one is arriving, is given a moment for it: its client may never have heard of the drain.
    func drain() {
        guard phase == .open else { return }
        phase = .draining
        if !hasHadCall || assembler.isMidFrame {
            hasHadCall = false
            let due = NIODeadline.now() + .nanoseconds(configuration.lateCallNanoseconds)
            lateCallDue = due
            ring(by: due)
        } else if streams.isEmpty, waitingBytes == 0 {
            context?.close(promise: nil)
        } else {
            takeTurn()
        }
    }

    /// The grace period is over.
    func cancelCalls() {
        guard phase == .draining else { return }
        lateCallDue = nil
        isInTurn = true
        for call in streams.calls { cancel(call, .drain) }
        endTurn()
        if phase == .draining { part() }
    }

    func partIfDone() {
        if hasHadCall { lateCallDue = nil }
        guard lateCallDue == nil, streams.isEmpty, leftover == nil else { return }
        part()
    }

    /// Writes what is left and closes this side. Closing both while bytes arrive would reset the connection, and
    /// replies on their way could be lost: so the client has a moment to close its own.
    private func part() {
        flush()
        phase = .parting
        alarm.cancel()
        context?.close(mode: .output, promise: nil)
    }

    /// The connection is gone: its calls are cancelled, their answers dropped.
    func close() {
        phase = .closed
        mailbox.close()
        alarm.cancel()
        leftover = nil
        outbound = ByteBuffer()
        for call in streams.removeAll() { cancel(call, .disconnected) }
    }
}
