import DossierCore
import Glibc

/// How far something long has come, on standard error: on a terminal one line that changes, elsewhere one more line now and
/// then.
final class ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    /// When the next line is due elsewhere, by the monotonic clock.
    private var due = MonotonicClock.now() + Limits.progressNanoseconds

    func show(_ text: String) {
        if isTerminal { return StandardError.write("\r\u{1B}[K\(text)") }
        let now = MonotonicClock.now()
        guard now >= due else { return }
        due = now + Limits.progressNanoseconds
        StandardError.line(text)
    }

    /// Clears the line of a terminal.
    func end() {
        if isTerminal { StandardError.write("\r\u{1B}[K") }
    }
}
