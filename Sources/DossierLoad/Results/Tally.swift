import DossierCore
import Histogram

/// What came of the calls of one kind.
public struct Tally: Sendable {
    /// Nanoseconds from when a call was due to its answer, of those that were answered OK.
    public private(set) var latencies = Histogram<UInt64>(
        lowestDiscernibleValue: 256,
        highestTrackableValue: Self.ceiling,
        numberOfSignificantValueDigits: .three
    )
    /// How many were answered OK.
    public private(set) var succeeded: UInt64 = 0
    /// Of these, how many before the end of the time that is counted.
    public private(set) var inTime: UInt64 = 0
    /// How many ended with each other status.
    public private(set) var failures: [StatusCode: UInt64] = [:]
    /// How many had not ended when the load was given up.
    public private(set) var unanswered: UInt64 = 0

    /// Of nothing yet.
    public init() {}

    /// How many ended with another status than OK.
    public var failed: UInt64 { failures.values.reduce(0, +) }

    /// Ten minutes: what takes longer counts as so much.
    private static let ceiling: UInt64 = 600_000_000_000

    mutating func add(_ code: StatusCode, after nanoseconds: Int64, isInTime: Bool) {
        guard code == .ok else {
            failures[code, default: 0] += 1
            return
        }
        succeeded += 1
        if isInTime { inTime += 1 }
        latencies.record(min(UInt64(max(nanoseconds, 0)), Self.ceiling))
    }

    mutating func addUnanswered() { unanswered += 1 }

    /// Adds what came of others.
    public mutating func add(_ other: Tally) {
        latencies.add(other.latencies)
        succeeded += other.succeeded
        inTime += other.inTime
        failures.merge(other.failures, uniquingKeysWith: +)
        unanswered += other.unanswered
    }
}
