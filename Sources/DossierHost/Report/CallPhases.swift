/// Where the time of a call went that was answered by a worker, nanoseconds.
public struct CallPhases: Sendable {
    /// From its arrival until it stood in the queue: the event loop's turn, decoding, and what a quick method looks for in
    /// memory.
    public let decode: Int64
    /// In its module's queue.
    public let queue: Int64
    /// In its module, without what follows.
    public let module: Int64
    /// In reads of the store, with what its module makes of what they show; and from the submission of a write to its end.
    public let store: Int64
    /// Encoding the reply and handing it over to the connection.
    public let encode: Int64
}
