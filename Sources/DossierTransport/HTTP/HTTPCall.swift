import DossierCore
import NIOCore

/// A call that came by HTTP, as its connection sees it, whatever the version. On the connection's event loop.
protocol HTTPCall: AnyObject {
    /// The whole body has come.
    /// - Parameter respond: called once, on the event loop, unless the call is abandoned.
    func start(_ body: ByteBuffer, respond: @escaping (HTTPReply) -> Void)

    /// Nobody waits for the response any more.
    func abandon()

    /// The server waits no longer, having been told the whole body.
    func end(_ reason: CancelReason)

    /// The response to a request that fails by its connection: its body was too large, or its reply.
    func reply(_ failure: Status) -> HTTPReply
}

/// What becomes of a request by HTTP once its head is known.
enum HTTPAnswer {
    case reply(HTTPReply)
    /// Begins when its body has come.
    case call(any HTTPCall)
}
