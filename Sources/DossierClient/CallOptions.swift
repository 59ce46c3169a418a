import DossierCore

/// What goes beside a call's messages.
public struct CallOptions: Sendable {
    /// How long the call may take with all its tries, on both sides; nil: for ever.
    public var timeout: Duration?
    /// Names in lower case.
    public var metadata: Metadata
    /// Of a call that is safe to repeat, of a watch, and of the look for a connection; a stream is not tried again by itself.
    public var retry: RetryPolicy

    /// No time-out and no metadata, and as many tries as is usual, or these.
    public init(timeout: Duration? = nil, metadata: Metadata = Metadata(), retry: RetryPolicy = RetryPolicy()) {
        self.timeout = timeout
        self.metadata = metadata
        self.retry = retry
    }

    /// 0 when there is none; at least 1 otherwise, since 0 would mean none.
    var timeoutNanoseconds: Int64 { timeout.map { max(1, $0.wholeNanoseconds) } ?? 0 }
}
