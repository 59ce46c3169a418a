import CProtobufC
import DossierCore

/// A call's way out: its connection and its stream there. Any thread.
public struct ReplyPort: Sendable {
    /// The connection the call came by.
    public let connection: DoorConnection
    /// The door's own number of the call.
    public let stream: UInt32
    /// The method's replies are a stream.
    public let streams: Bool
    /// Whether replies can be compressed.
    public let compression: ReplyCompression

    /// A way out by its parts.
    public init(
        connection: DoorConnection,
        stream: UInt32,
        streams: Bool,
        compression: ReplyCompression = .unavailable
    ) {
        self.connection = connection
        self.stream = stream
        self.streams = streams
        self.compression = compression
    }

    /// What is sent ahead of the first reply. At most once, before `send` and `finish`. Never blocks.
    public func begin(_ headers: Metadata) { connection.begin(headers, on: self) }

    /// Whether replies are to be compressed, where the protocol and the client can; unless this is said, they are when
    /// the client compresses its own. Before `begin`, `send` and `finish`. Never blocks.
    public func compress(_ isWanted: Bool) { connection.compress(isWanted, on: self) }

    /// The call takes messages again, after it has refused one. Never blocks.
    public func resume() { connection.resume(self) }

    /// One message of a server stream. Copies before it returns; never blocks.
    public func send(_ message: OutboundMessage) -> SendResult { connection.send(message, on: self) }

    /// Ends the call. Copies before it returns; never blocks. Exactly once.
    public func finish(_ outcome: CallOutcome) { connection.finish(outcome, on: self) }
}

/// Whether a call's replies are compressed.
public enum ReplyCompression: Sendable {
    /// The protocol or the client cannot.
    case unavailable
    /// When the module asks for it.
    case available
    /// Unless the module asks not to: the client compresses its own messages.
    case standard
}

/// A message on its way out, borrowed during the call it is passed to.
public enum OutboundMessage {
    /// Still to be packed: once, into the frame.
    case message(UnsafePointer<ProtobufCMessage>)
    /// Already encoded.
    case encoded(UnsafeRawBufferPointer)
}

/// What became of a message that was sent.
public enum SendResult: Sendable {
    case taken
    /// Too much waits to be written: not taken. `CallRouter.writable` will say when.
    case full
    /// The connection is gone: not taken, nor will any other be.
    case closed
}

/// How a call ends, borrowed during the call it is passed to.
public enum CallOutcome {
    /// Well: with the reply of a method that does not stream, without one of a method that does.
    case success(OutboundMessage?, trailers: Metadata)
    /// Badly.
    case failure(Status, trailers: Metadata)
}
