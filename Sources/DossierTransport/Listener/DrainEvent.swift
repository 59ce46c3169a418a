/// What a drain tells every connection, through its pipeline. The beginning is NIO's `ChannelShouldQuiesceEvent`.
enum DrainEvent: Sendable {
    /// The grace period is over: calls that are still open are cancelled.
    case cancelCalls
}
