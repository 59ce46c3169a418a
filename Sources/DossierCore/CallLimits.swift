/// What the calls of a server may take, by whatever protocol they come; the defaults are those of `Limits`.
public struct CallLimits: Sendable {
    /// Open calls; one more is answered RESOURCE_EXHAUSTED. `Limits.calls` at most.
    public var calls = Limits.calls
    /// Bytes of memory that one message that is received may take; `Limits.decodedBytes` at most.
    public var decodedBytes = Limits.decodedBytes

    /// As `Limits` has them.
    public init() {}
}
