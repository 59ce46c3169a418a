/// What a redaction took away.
public struct Redacted: Sendable {
    /// Those that it redacted: not those that were before.
    public let revisions: [UInt64]
    /// Of the transaction that did it; 0: there was nothing to do, or it was a trial.
    public let sequence: UInt64
}
