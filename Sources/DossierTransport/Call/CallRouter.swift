import DossierCore

/// Where every door brings its calls. The floor above implements it; a door knows nothing else of it.
///
/// All functions are called on the event loop of the call's connection.
public protocol CallRouter: AnyObject, Sendable {
    /// The method of that name. UNIMPLEMENTED with a message that tells an unknown service from an unknown method.
    /// - Parameter door: where it is asked for.
    func resolve(
        service: UnsafeRawBufferPointer,
        method: UnsafeRawBufferPointer,
        at door: Door
    ) throws(Status) -> MethodRoute

    /// Why a client may not call that method, asked by a door that must wait for the message, before more of the call is
    /// kept than its head; `open` looks again.
    /// - Returns: UNAUTHENTICATED, PERMISSION_DENIED or RESOURCE_EXHAUSTED; nil: he may.
    func refusal(of client: Peer, to route: MethodRoute, _ metadata: Metadata, at door: Door) -> Refusal?

    /// A door answers a call of that method itself, which it does not open: its request has not come, or not whole, or
    /// cannot be read.
    /// - Returns: what its client is told: that status, and what goes beside it.
    func refuse(_ route: MethodRoute, _ status: Status, _ metadata: Metadata, of client: Peer, at door: Door) -> Refusal

    /// A call begins. `message` is the request of a method whose client does not stream, nil otherwise.
    /// The outcome goes to `port`, before or after this returns.
    /// - Returns: a number to name the call by, or `CallID.ended` when it has been finished on this very turn.
    func open(_ route: MethodRoute, _ head: CallHead, message: UnsafeRawBufferPointer?, port: ReplyPort) -> CallID

    /// One more message of a client that streams.
    /// - Parameter isCompressed: it came so; it is not any more.
    /// - Returns: false when the call takes no more now. The door ends the call, or offers the message again when the
    ///   call's port is told to `resume`.
    func receive(_ call: CallID, _ message: UnsafeRawBufferPointer, isCompressed: Bool) -> Bool

    /// The client of a call that streams has closed its side.
    func endOfMessages(_ call: CallID)

    /// The caller is gone or has waited long enough. The router still finishes the call through its port, at once
    /// (a port of a closed connection drops it).
    func cancel(_ call: CallID, _ reason: CancelReason)

    /// A port that answered `.full` takes messages again.
    func writable(_ call: CallID)
}

/// A call's number: of no use once the call has ended, never reused for another.
public struct CallID: Sendable, Hashable {
    /// As modules see it.
    public let rawValue: UInt64

    /// From the router's own number.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// No call: it has ended already.
    public static let ended = CallID(rawValue: 0)
}

/// What a door must know of a method.
public struct MethodRoute: Sendable {
    /// The router's own number of it.
    public let index: Int
    /// The server sends any number of messages.
    public let serverStreams: Bool
    /// The client sends any number of messages.
    public let clientStreams: Bool
    /// Neither side does.
    public var isUnary: Bool { !serverStreams && !clientStreams }
    /// Not counted, so that a route is copied for nothing.
    private let unmanagedMessages: Unmanaged<MethodMessages>

    /// A route by its parts.
    /// - Parameter messages: must live as long as the router.
    public init(index: Int, serverStreams: Bool, clientStreams: Bool, messages: MethodMessages) {
        self.index = index
        self.serverStreams = serverStreams
        self.clientStreams = clientStreams
        unmanagedMessages = Unmanaged.passUnretained(messages)
    }

    /// What the two sides send.
    public var messages: MethodMessages { unmanagedMessages.takeUnretainedValue() }
}

/// Why a call is over before it was answered.
public enum CancelReason: Sendable, Equatable {
    /// The connection closed, or the client said so.
    case disconnected
    /// The caller's deadline passed.
    case deadline
    /// A call that does not stream has taken as long as the server lets one, nanoseconds.
    case overtime(allowed: Int64)
    /// The server is going down and the grace period is over.
    case drain

    /// What the caller is told.
    public var status: Status {
        switch self {
        case .disconnected: Status(.cancelled, "the caller is gone")
        case .deadline: Status(.deadlineExceeded, "the call took longer than its deadline allows")
        case .overtime(let allowed):
            Status(
                .deadlineExceeded,
                "the call took longer than the \(allowed / 1_000_000_000) s that this server allows"
            )
        case .drain: Status(.unavailable, "the server is going down; try again")
        }
    }
}
