/// How many calls a second one caller may make.
public struct CallRate: Sendable, Equatable {
    /// Nanoseconds between two calls of a steady caller.
    let interval: Int64
    /// How far ahead of his steady self he may be, nanoseconds.
    let lead: Int64

    /// So many each second, 1 to `Limits.callsPerSecond`; and twice as many at once, after he has been quiet.
    public init(perSecond: Int) {
        interval = 1_000_000_000 / Int64(perSecond)
        lead = interval * Int64(2 * perSecond - 1)
    }
}
