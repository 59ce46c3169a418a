import DossierCore
import Testing

/// Values and where they are counted.
struct DistributionTests {
    /// Each value is counted up to an octave's end when it is not above that.
    @Test func countsUpToEachBound() {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0..<1 << 32, using: &generator)
        var values: [Int64] = (0..<40).flatMap { power in [-1, 0, 1].map { Int64(1) << Int64(power) + $0 } }
        values += (0..<2_000).map { (number: UInt64) in
            let mixed = (seed &+ number) &* 0x9E37_79B9_7F4A_7C15
            return Int64(mixed >> (24 + number % 36))
        }
        for (scale, bounds) in [(DistributionScale.durations, 10...36), (.counts, 0...16)] {
            var distribution = Distribution(scale)
            for value in values { distribution.record(value) }
            #expect(distribution.count == UInt64(values.count))
            #expect(distribution.sum == UInt64(values.reduce(0, +)))
            #expect(distribution.octaves.map(\.bound) == bounds.map { 1 << UInt64($0) })
            for step in distribution.octaves {
                #expect(step.count == UInt64(values.count { $0 <= Int64(step.bound) }), "\(step), seed \(seed)")
            }
        }
    }

    /// A percentile is not below the value, nor above it by more than a quarter.
    @Test(arguments: [50.0, 90, 99, 99.9, 100]) func tellsPercentiles(_ percent: Double) throws {
        var distribution = Distribution(.durations)
        #expect(distribution.percentile(percent) == nil)
        let values = (1...10_000).map { Int64($0) * 1_000 }
        for value in values.shuffled() { distribution.record(value) }
        let exact = UInt64(values[Int((Double(values.count) * percent / 100).rounded(.up)) - 1])
        let told = try #require(distribution.percentile(percent))
        #expect((exact...exact * 5 / 4 + 1).contains(told))
    }

    @Test func takesWhatIsOutOfRange() {
        var distribution = Distribution(.durations)
        for value in [Int64.min, -1, 0, .max] { distribution.record(value) }
        #expect(distribution.count == 4)
        #expect(distribution.octaves.first?.count == 3)
        #expect(distribution.octaves.last?.count == 3)
        #expect(distribution.percentile(100) == 1 << 36)
    }

    @Test func addsTwo() {
        var (one, other) = (Distribution(.counts), Distribution(.counts))
        for value in 1...10 { one.record(Int64(value)) }
        for value in 11...20 { other.record(Int64(value)) }
        one.add(other)
        #expect(one.count == 20)
        #expect(one.sum == 210)
        #expect(one.octaves.map(\.count).prefix(6) == [1, 2, 4, 8, 16, 20])
    }

    /// Nothing is lost where many record at once.
    @Test func recordsFromManyThreads() async {
        let recorder = Shared()
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask { for value in 0..<10_000 { recorder.durations.record(Int64(value + task)) } }
            }
        }
        #expect(recorder.durations.count == 80_000)
        let snapshot = recorder.durations.snapshot
        #expect(snapshot.count == 80_000)
        let values = (0..<10_000).reduce(0, +)
        let tasks = (0..<8).reduce(0, +)
        #expect(snapshot.sum == UInt64(8 * values + 10_000 * tasks))
    }

    private final class Shared: Sendable {
        let durations = DistributionRecorder(.durations)
    }
}
