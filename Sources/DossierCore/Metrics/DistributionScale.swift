/// How values are put into buckets: four to an octave, so that none is told wrong by more than a quarter.
public struct DistributionScale: Sendable, Equatable {
    /// The first bucket ends at the 2^`first`, where the first octave begins.
    private let first: Int
    /// The last octave ends at the 2^`last`, where the last bucket begins, which has no end.
    private let last: Int

    /// Nanoseconds, from a microsecond to a minute.
    public static let durations = DistributionScale(from: 10, to: 36)
    /// Counts of things, from one to 65,536.
    public static let counts = DistributionScale(from: 0, to: 16)

    private init(from first: Int, to last: Int) {
        self.first = first
        self.last = last
    }

    /// Buckets.
    var count: Int { 4 * (last - first) + 2 }

    /// The bucket of a value: those from `bound(index - 1)`, without it, to `bound(index)`.
    func index(of value: UInt64) -> Int {
        guard value > 1 << UInt64(first) else { return 0 }
        // One less, so that a bound belongs to the bucket that it ends.
        let below = value - 1
        let octave = 63 - below.leadingZeroBitCount
        guard octave < last else { return count - 1 }
        let quarter = Int(truncatingIfNeeded: (below << 2) >> UInt64(octave)) & 3
        return 4 * (octave - first) + quarter + 1
    }

    /// Where a bucket ends; of the last one, where it begins.
    func bound(_ index: Int) -> UInt64 {
        let index = min(index, count - 2)
        guard index > 0 else { return 1 << UInt64(first) }
        let (octave, quarter) = (index - 1).quotientAndRemainder(dividingBy: 4)
        // Rounded up: of small whole numbers a bucket holds those below its end.
        return (UInt64(5 + quarter) << UInt64(first + octave) + 3) >> 2
    }

    /// The buckets that end where an octave does.
    var octaves: StrideThrough<Int> { stride(from: 0, through: count - 2, by: 4) }
}
