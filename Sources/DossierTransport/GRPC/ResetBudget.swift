import DossierCore
import NIOCore

/// How many streams of a connection may still be reset: a bucket that fills again with time.
struct ResetBudget {
    private var left = Limits.streamResets
    private var filledAt = NIODeadline.now()

    /// Takes one; false when there is none.
    mutating func take() -> Bool {
        if left == 0 { fill() }
        guard left > 0 else { return false }
        left -= 1
        return true
    }

    private mutating func fill() {
        let now = NIODeadline.now()
        let milliseconds = (now - filledAt).nanoseconds / 1_000_000
        left = Int(min(Int64(Limits.streamResets), milliseconds * Int64(Limits.streamResetsPerSecond) / 1_000))
        filledAt = now
    }
}
