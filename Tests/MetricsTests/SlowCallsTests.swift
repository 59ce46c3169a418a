import DossierCore
import Testing

@testable import DossierHost

/// The slowest calls that are kept.
@Suite struct SlowCallsTests {
    private static let floor = Limits.slowCallNanoseconds

    private static func call(_ nanoseconds: Int64, at time: Int64 = 0) -> SlowCall {
        SlowCall(method: "a/B", door: .grpc, code: .ok, endTime: time, nanoseconds: nanoseconds, phases: nil)
    }

    @Test func keepsTheSlowest() {
        let slow = SlowCalls()
        let times = (1...500).map { Self.floor + Int64($0) }.shuffled()
        for time in times where slow.takes(time) { slow.note(Self.call(time)) }
        let kept = slow.recent(now: 0).map(\.nanoseconds)
        #expect(kept == times.sorted(by: >).prefix(Limits.slowCalls).map { $0 })
        #expect(!slow.takes(kept.last ?? 0))
    }

    @Test func keepsNoQuickOnes() { #expect(!SlowCalls().takes(Self.floor)) }

    /// Those of long ago make room for others, which may be less slow.
    @Test func forgetsThoseOfLongAgo() {
        let slow = SlowCalls()
        for number in 0..<Limits.slowCalls { slow.note(Self.call(10 * Self.floor, at: Int64(number))) }
        #expect(!slow.takes(2 * Self.floor))
        #expect(slow.recent(now: Limits.slowCallsNanoseconds + 1).count == Limits.slowCalls - 1)
        #expect(slow.takes(2 * Self.floor))
        #expect(slow.recent(now: 2 * Limits.slowCallsNanoseconds).isEmpty)
    }

    /// However a call was answered, its phases are the whole of it.
    @Test func phasesAreTheWhole() throws {
        var clock = CallClock(arrived: 1_000)
        #expect(clock.phases(until: 2_000, store: 0) == nil)
        (clock.queued, clock.started, clock.encoding) = (1_100, 1_300, 1_900)
        let phases = try #require(clock.phases(until: 2_000, store: 450))
        #expect(
            [phases.decode, phases.queue, phases.module, phases.store, phases.encode] == [100, 200, 150, 450, 100]
        )
    }
}
