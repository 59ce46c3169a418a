/// When calls are made.
public enum Pace: Sendable, Equatable {
    /// A closed loop: each answer makes the next call. What a server can do; its latencies hide what a stall would have
    /// cost others.
    case asFastAsAnswered
    /// An open loop: so many calls a second, evenly spaced, whether or not those before have been answered. Latencies
    /// count from when a call was due.
    case rate(Double)
}
