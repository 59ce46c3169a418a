import DossierCore
import Synchronization

/// What each subject may still call, by all his connections together. Any thread.
///
/// Connections remember theirs, so that the lock is taken once for each caller of each, not for each call.
final class Allowances: Sendable {
    private struct State {
        var ofSubjects: [String: CallAllowance] = [:]
        /// Of the identities when it was last cleared.
        var generation: UInt64 = 0
    }

    private let rate: CallRate
    private let state = Mutex(State())

    init(_ rate: CallRate) { self.rate = rate }

    /// The subject's, the same for all who ask.
    ///
    /// As many are kept as the file of identities has subjects: with new identities those go that are as good as new.
    /// - Parameter generation: of the identities that he was found among.
    func allowance(of subject: String, _ generation: UInt64) -> CallAllowance {
        state.withLock { state in
            if state.generation < generation {
                let now = MonotonicClock.now()
                state.ofSubjects = state.ofSubjects.filter { !$1.isFull(at: now) }
                state.generation = generation
            }
            if let known = state.ofSubjects[subject] { return known }
            let allowance = CallAllowance(rate)
            state.ofSubjects[subject] = allowance
            return allowance
        }
    }

    /// How many are kept.
    var count: Int { state.withLock { $0.ofSubjects.count } }
}
