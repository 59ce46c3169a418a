/// Counted calls of an open loop that were not made when they were due. What of them was made is in the latencies.
public struct Lapses: Sendable, Equatable {
    /// Made more than `Limits.loadLateNanoseconds` late although there was room: the load did not get on a processor.
    public var late = 0
    /// Made so late because as many calls as may be open were open.
    public var waited = 0
    /// Not made at all, for the same reason.
    public var unsent = 0

    /// None.
    public init() {}

    mutating func add(_ other: Lapses) {
        late += other.late
        waited += other.waited
        unsent += other.unsent
    }
}
