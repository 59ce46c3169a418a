import DossierCore
import Glibc
import Synchronization

/// A bar on standard error while something long is done; nothing when that is no terminal. From any thread.
final class ProgressBar: Sendable {
    private struct State {
        var done = 0
        /// When it was drawn last.
        var drawn: Int64 = 0
    }

    private static let width = 30
    private static let step: Int64 = 100_000_000

    private let total: Int
    private let isShown: Bool
    private let now: @Sendable () -> Int64
    private let write: @Sendable (String) -> Void
    private let start: Int64
    private let state = Mutex(State())

    /// - Parameters:
    ///   - now: a clock that only goes forward, nanoseconds.
    ///   - write: takes what steers the terminal.
    init(
        total: Int,
        isShown: Bool = Terminal.isTerminal(STDERR_FILENO),
        now: @escaping @Sendable () -> Int64 = { MonotonicClock.now() },
        write: @escaping @Sendable (String) -> Void = ProgressBar.write
    ) {
        self.total = max(1, total)
        (self.isShown, self.now, self.write) = (isShown, now, write)
        start = now()
    }

    /// So many more are done: shows how many in all, how many a second, and how long the rest will take.
    func advance(_ count: Int) {
        state.withLock { state in
            state.done += count
            let now = now()
            guard isShown, now - state.drawn >= Self.step || state.done >= total else { return }
            state.drawn = now
            draw(state.done, words(state.done, seconds: Double(now - start) / 1e9))
        }
    }

    /// Shows so much as done, with words beside it.
    func set(_ count: Int, _ words: String) {
        state.withLock { state in
            state.done = min(total, count)
            draw(state.done, words)
        }
    }

    /// Clears the line.
    func end() {
        state.withLock { _ in if isShown { write("\r\u{1B}[K") } }
    }

    private func words(_ done: Int, seconds: Double) -> String {
        let count = "\(done)/\(total)"
        guard seconds >= 1, done > 0 else { return count }
        let rate = Double(done) / seconds
        let left = "\(Figure.seconds((Double(max(0, total - done)) / rate).rounded(.up))) left"
        return "\(count), \(Figure.count(rate)) a second, \(left)"
    }

    private func draw(_ done: Int, _ words: String) {
        guard isShown else { return }
        let filled = min(Self.width, done * Self.width / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        write("\r\(bar) \(words)\u{1B}[K")
    }

    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
