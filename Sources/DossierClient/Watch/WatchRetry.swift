import DossierCore

/// A watch that lost its server, and is about to look for it again.
public struct WatchRetry: Sendable {
    /// Why.
    public let reason: Status
    /// After which position it will go on.
    public let position: WatchPosition?
    /// How long it waits before.
    public let delay: Duration

    /// Whether another try can help.
    static func helps(_ status: Status) -> Bool {
        [.unavailable, .cancelled, .resourceExhausted].contains(status.code)
    }

    /// Longer from failure to failure up to a ceiling, and by a random part, so that many clients do not come back at once;
    /// no shorter than the server asks for, up to the same ceiling.
    static func delay(after failures: Int, _ status: Status) -> Duration {
        let doubled = Limits.resumeNanoseconds << min(failures, 16)
        let longest = min(doubled, Limits.resumeCeilingNanoseconds)
        let asked = min(status.retryDelay ?? .zero, .nanoseconds(Limits.resumeCeilingNanoseconds))
        return max(.nanoseconds(Int64.random(in: longest / 2...longest)), asked)
    }
}
