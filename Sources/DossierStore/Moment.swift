/// A transaction of the record.
public struct Moment: Sendable, Equatable {
    /// 1, 2, 3 .. in commit order; 0: before the first.
    public var sequence: UInt64
    /// When it was committed: nanoseconds since 1970, never before the transaction before it.
    public var time: Int64

    /// A transaction by its two numbers.
    public init(sequence: UInt64, time: Int64) {
        self.sequence = sequence
        self.time = time
    }
}

/// Which moment a reader asks for.
public enum MomentRequest: Sendable, Equatable {
    /// The last durable transaction.
    case now
    /// This transaction; one that has not happened yet is OUT_OF_RANGE.
    case sequence(UInt64)
    /// The last transaction at or before a time, nanoseconds since 1970.
    case time(Int64)
}
