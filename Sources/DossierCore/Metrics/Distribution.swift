/// How often values were how large.
public struct Distribution: Sendable {
    /// The values up to a bound.
    public struct Step: Sendable, Equatable {
        /// The largest of them.
        public let bound: UInt64
        /// So many.
        public let count: UInt64
    }

    private let scale: DistributionScale
    private var counts: [UInt64]
    /// Of all values.
    public private(set) var sum: UInt64

    /// Without a value.
    public init(_ scale: DistributionScale) {
        self.init(scale, counts: Array(repeating: 0, count: scale.count), sum: 0)
    }

    init(_ scale: DistributionScale, counts: [UInt64], sum: UInt64) {
        self.scale = scale
        self.counts = counts
        self.sum = sum
    }

    /// Values.
    public var count: UInt64 { counts.reduce(0, +) }

    /// One more value; one below 0 is 0.
    public mutating func record(_ value: Int64) {
        let value = UInt64(max(0, value))
        counts[scale.index(of: value)] += 1
        sum &+= value
    }

    /// With the values of another one of the same scale.
    public mutating func add(_ other: Distribution) {
        precondition(scale == other.scale)
        for index in counts.indices { counts[index] += other.counts[index] }
        sum &+= other.sum
    }

    /// The values that have come since an earlier state of the same.
    public func since(_ earlier: Distribution) -> Distribution {
        precondition(scale == earlier.scale)
        let counts = zip(counts, earlier.counts).map { $0 - min($0, $1) }
        return Distribution(scale, counts: counts, sum: sum &- earlier.sum)
    }

    /// The least bound that so many of a hundred values do not exceed; nil without a value. What exceeds the last bound
    /// counts as that.
    public func percentile(_ percent: Double) -> UInt64? {
        let all = count
        guard all > 0 else { return nil }
        let wanted = min(all, max(1, UInt64((Double(all) * percent / 100).rounded(.up))))
        var reached: UInt64 = 0
        let index = counts.firstIndex { count in
            reached += count
            return reached >= wanted
        }
        return index.map(scale.bound)
    }

    /// How many values are not above each octave's end, ascending; the others are above the last.
    public var octaves: [Step] {
        var reached: UInt64 = 0
        var next = 0
        return scale.octaves.map { index in
            reached += counts[next...index].reduce(0, +)
            next = index + 1
            return Step(bound: scale.bound(index), count: reached)
        }
    }
}
