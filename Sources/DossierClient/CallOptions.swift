import DossierCore

/// What goes beside a call's messages.
public struct CallOptions: Sendable {
    /// How long the call may take, on both sides; nil: for ever.
    public var timeout: Duration?
    /// Names in lower case.
    public var metadata: Metadata

    /// No time-out and no metadata, or these.
    public init(timeout: Duration? = nil, metadata: Metadata = Metadata()) {
        self.timeout = timeout
        self.metadata = metadata
    }

    /// 0 when there is none; at least 1 otherwise, since 0 would mean none.
    var timeoutNanoseconds: Int64 { timeout.map { max(1, $0.wholeNanoseconds) } ?? 0 }
}
