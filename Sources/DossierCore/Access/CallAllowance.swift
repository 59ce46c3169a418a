import Synchronization

/// The calls that one caller may still make: a token bucket, kept as the moment by which it is full again (the generic
/// cell rate algorithm, ITU-T I.371). No lock; any thread.
public final class CallAllowance: Sendable {
    private let rate: CallRate
    private let fullAt = Atomic<Int64>(.min)

    /// A full one.
    public init(_ rate: CallRate) { self.rate = rate }

    /// Takes one call out.
    /// - Parameter now: of the monotonic clock, nanoseconds.
    /// - Returns: how long until there is one, nanoseconds; 0: it was taken.
    public func take(at now: Int64) -> Int64 {
        var before = fullAt.load(ordering: .relaxed)
        while true {
            let start = max(before, now)
            let wait = start - now - rate.lead
            guard wait <= 0 else { return wait }
            let (exchanged, original) = fullAt.weakCompareExchange(
                expected: before,
                desired: start + rate.interval,
                ordering: .relaxed
            )
            if exchanged { return 0 }
            before = original
        }
    }

    /// How long until there is one, nanoseconds; 0: there is.
    public func wait(at now: Int64) -> Int64 { max(0, max(fullAt.load(ordering: .relaxed), now) - now - rate.lead) }

    /// Whether it is as good as a new one.
    public func isFull(at now: Int64) -> Bool { fullAt.load(ordering: .relaxed) <= now }
}
