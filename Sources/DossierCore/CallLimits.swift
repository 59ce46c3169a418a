/// What the calls of a server may take, by whatever protocol they come; the defaults are those of `Limits`.
public struct CallLimits: Sendable {
    /// Open calls; one more is answered RESOURCE_EXHAUSTED. `Limits.calls` at most.
    public var calls = Limits.calls
    /// Bytes of memory that one message that is received may take; `Limits.decodedBytes` at most.
    public var decodedBytes = Limits.decodedBytes

    /// Calls of one module that wait for a worker; one more is answered RESOURCE_EXHAUSTED.
    public var queue = Limits.queuePerModule
    /// How long they may wait at least, nanoseconds, where calls keep coming faster than they are answered.
    public var queueNanoseconds = Limits.queueNanoseconds

    /// As `Limits` has them.
    public init() {}
}
