import DossierCore
import Synchronization

/// The slowest calls of the last minutes. Any thread; a call that is quicker than all of them takes no lock.
final class SlowCalls: Sendable {
    /// The slowest first.
    private let kept = Mutex<[SlowCall]>([])
    private let least = Atomic(Limits.slowCallNanoseconds)

    /// Whether a call that took so long is to be noted.
    func takes(_ nanoseconds: Int64) -> Bool { nanoseconds > least.load(ordering: .relaxed) }

    func note(_ call: SlowCall) {
        change { kept in
            let place = kept.firstIndex { $0.nanoseconds < call.nanoseconds } ?? kept.count
            kept.insert(call, at: place)
            if kept.count > Limits.slowCalls { kept.removeLast() }
        }
    }

    /// Lets go of those that ended too long ago.
    /// - Returns: the others, the slowest first.
    @discardableResult
    func recent(now: Int64) -> [SlowCall] {
        change { kept in
            kept.removeAll { now - $0.endTime > Limits.slowCallsNanoseconds }
            return kept
        }
    }

    private func change<Result>(_ body: (inout sending [SlowCall]) -> sending Result) -> Result {
        kept.withLock { kept in
            let result = body(&kept)
            let bound = kept.count < Limits.slowCalls ? nil : kept.last?.nanoseconds
            least.store(bound ?? Limits.slowCallNanoseconds, ordering: .relaxed)
            return result
        }
    }
}
