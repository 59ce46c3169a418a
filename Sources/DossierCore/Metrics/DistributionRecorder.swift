import Synchronization

/// Records a distribution from any thread, without a lock: two additions for a value.
public struct DistributionRecorder: ~Copyable, @unchecked Sendable {
    // Sendable: all that varies is atomic, and its place never changes.
    private let scale: DistributionScale
    private let counts: UnsafeMutablePointer<Atomic<UInt64>>
    private let sum = Atomic<UInt64>(0)

    /// Without a value.
    public init(_ scale: DistributionScale) {
        self.scale = scale
        counts = .allocate(capacity: scale.count)
        for index in 0..<scale.count { (counts + index).initialize(to: Atomic(0)) }
    }

    deinit {
        counts.deinitialize(count: scale.count)
        counts.deallocate()
    }

    /// One more value; one below 0 is 0.
    public func record(_ value: Int64) {
        let value = UInt64(max(0, value))
        counts[scale.index(of: value)].wrappingAdd(1, ordering: .relaxed)
        sum.wrappingAdd(value, ordering: .relaxed)
    }

    /// Values so far.
    public var count: UInt64 { (0..<scale.count).reduce(0) { $0 + counts[$1].load(ordering: .relaxed) } }

    /// As it is now; what is recorded meanwhile may be in it in part.
    public var snapshot: Distribution {
        Distribution(
            scale,
            counts: (0..<scale.count).map { counts[$0].load(ordering: .relaxed) },
            sum: sum.load(ordering: .relaxed)
        )
    }
}
