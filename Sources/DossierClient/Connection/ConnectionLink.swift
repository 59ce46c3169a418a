import DossierCore
import NIOCore

/// The connection's handler as seen from any thread.
struct ConnectionLink: Sendable {
    let eventLoop: any EventLoop
    private let handler: NIOLoopBound<ConnectionHandler>

    /// On the event loop.
    init(_ handler: ConnectionHandler, on eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.handler = NIOLoopBound(handler, eventLoop: eventLoop)
    }

    /// Opens a call with the first frame, whose stream number is not set yet.
    func start(_ call: OpenCall, _ request: ByteBuffer, timeoutNanoseconds: Int64) {
        eventLoop.execute { handler.value.start(call, request, timeoutNanoseconds: timeoutNanoseconds) }
    }

    /// Sends frames of an open call, whose stream number is not set yet; returns once the system has taken them.
    func send(_ call: OpenCall, _ frames: [ByteBuffer]) async throws(Status) {
        let sent = eventLoop.flatSubmit { handler.value.send(call, frames) }
        do {
            try await sent.get()
        } catch {
            throw call.end ?? (error as? Status) ?? Status(.unavailable, "\(call.method): \(error)")
        }
    }

    /// The call has ended on this side.
    func forget(_ call: OpenCall) {
        eventLoop.execute { handler.value.remove(call) }
    }

    /// Ends all calls and takes no more.
    func end(_ status: Status) {
        eventLoop.execute { handler.value.end(status) }
    }

    /// The call is no longer full.
    func drained(_ call: OpenCall) {
        eventLoop.execute { handler.value.drained(call) }
    }
}
