import DossierCore

/// How often what has failed is tried again, and how long it waits before that.
///
/// Only what may succeed unchanged is tried again (AIP-194): after UNAVAILABLE, and after RESOURCE_EXHAUSTED when the server
/// says how long to wait.
public struct RetryPolicy: Sendable {
    /// How often in a row; nil: `Limits.retryTries` times for a call, `Limits.resumeTries` for a watch.
    public var tries: Int?
    /// Told before each new try. On the task that calls.
    public var onRetry: @Sendable (Retry) -> Void

    /// As often as is usual, or so often.
    public init(tries: Int? = nil, onRetry: @escaping @Sendable (Retry) -> Void = { _ in }) {
        self.tries = tries
        self.onRetry = onRetry
    }

    /// One try alone.
    public static let never = RetryPolicy(tries: 0)

    /// Longer from failure to failure up to a ceiling, and by a random part, so that many clients do not come back at once;
    /// no shorter than the server asks for. Nil when it asks for longer than the ceiling.
    static func delay(after failures: Int, _ status: Status) -> Duration? {
        let doubled = Limits.backoffNanoseconds << min(failures, 16)
        let longest = min(doubled, Limits.backoffCeilingNanoseconds)
        let asked = status.retryDelay ?? .zero
        guard asked <= .nanoseconds(Limits.backoffCeilingNanoseconds) else { return nil }
        return max(.nanoseconds(Int64.random(in: longest / 2...longest)), asked)
    }
}
