import DossierCore
import Synchronization

/// How many lines of one kind are logged: so many at once, then so many each second. Any thread.
final class LogBudget: Sendable {
    private struct State {
        var lines: Double
        var since = MonotonicClock.now()
        /// Since the last line.
        var unlogged = 0
    }

    private let most: Int
    private let perSecond: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - most: lines at once.
    ///   - perSecond: lines from then on.
    init(_ most: Int, perSecond: Int) {
        self.most = most
        self.perSecond = perSecond
        state = Mutex(State(lines: Double(most)))
    }

    /// Whether there is room for one more line.
    /// - Returns: how many found none since the last one; nil: there is none.
    func take(at now: Int64 = MonotonicClock.now()) -> Int? {
        state.withLock { state in
            let earned = Double(now - state.since) / 1e9 * Double(perSecond)
            state.lines = min(Double(most), state.lines + earned)
            state.since = now
            guard state.lines >= 1 else {
                state.unlogged += 1
                return nil
            }
            state.lines -= 1
            defer { state.unlogged = 0 }
            return state.unlogged
        }
    }
}
