import DossierCore

/// A call in which the client streams: send, close, and read the replies meanwhile.
public struct DuplexCall: Sendable {
    /// What the server says; exactly one reply when it does not stream.
    public let replies: Replies
    private let call: OpenCall
    private let link: ConnectionLink

    init(_ call: OpenCall, _ link: ConnectionLink, over connection: Connection) {
        self.call = call
        self.link = link
        replies = Replies(call, over: connection)
    }

    /// Sends one message; returns once the system has taken it, so that a server that does not read slows the sender.
    /// Throws the call's status when it has ended.
    public func send(_ message: [UInt8]) async throws(Status) { try await send([message]) }

    /// Sends messages, one after the other, with as few system calls as it takes. As above.
    public func send(_ messages: [[UInt8]]) async throws(Status) {
        try await link.send(
            call,
            messages.map { (message) throws(Status) in try OutboundFrame.data(message, call.method) }
        )
    }

    /// Says that nothing more is sent. The replies go on.
    public func closeSending() async throws(Status) {
        try await link.send(call, [OutboundFrame.closing()])
    }
}
