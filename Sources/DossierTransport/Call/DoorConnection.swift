import DossierCore

/// One connection as the floor above sees it; each door has its own subclass.
///
/// `@unchecked Sendable` because subclasses keep their state on the event loop and hand over from other threads
/// through a lock; each says how.
open class DoorConnection: @unchecked Sendable {
    /// The other side.
    public let client: Peer
    /// By what protocol its calls come.
    public let door: Door
    /// When what is being looked at arrived, monotonic nanoseconds. On the event loop.
    public final private(set) var arrivedAt = MonotonicClock.now()

    /// A connection with this client.
    public init(_ client: Peer, _ door: Door) {
        self.client = client
        self.door = door
    }

    /// Something has arrived: calls that it opens are timed from here on. On the event loop.
    public final func arrive() { arrivedAt = MonotonicClock.now() }

    /// Where the other side is: "127.0.0.1:53124".
    public var peer: String { client.name }

    /// See `ReplyPort.begin`. Any thread. A protocol without headers, as ttrpc is, drops them.
    open func begin(_ headers: Metadata, on port: ReplyPort) {}

    /// See `ReplyPort.compress`. Any thread. A protocol without compression, as ttrpc is, does nothing.
    open func compress(_ isWanted: Bool, on port: ReplyPort) {}

    /// See `ReplyPort.resume`. Any thread. A protocol without flow control, as ttrpc is, does nothing.
    open func resume(_ port: ReplyPort) {}

    /// See `ReplyPort.send`. Any thread.
    open func send(_ message: OutboundMessage, on port: ReplyPort) -> SendResult {
        preconditionFailure("a door's connection overrides this")
    }

    /// See `ReplyPort.finish`. Any thread.
    open func finish(_ outcome: CallOutcome, on port: ReplyPort) {
        preconditionFailure("a door's connection overrides this")
    }
}
