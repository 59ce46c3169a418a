import Glibc
import Synchronization

/// A bar on standard error while something long is done; nothing when that is no terminal. From any thread.
final class ProgressBar: Sendable {
    private static let width = 30

    private let total: Int
    private let isShown: Bool
    private let done = Mutex(0)

    init(total: Int) {
        self.total = max(1, total)
        isShown = Terminal.isTerminal(STDERR_FILENO)
    }

    func advance(_ count: Int) {
        done.withLock { done in
            done += count
            draw(done, "\(done)/\(total)")
        }
    }

    /// Shows so much as done, with words beside it.
    func set(_ count: Int, _ words: String) {
        done.withLock { done in
            done = min(total, count)
            draw(done, words)
        }
    }

    /// Clears the line.
    func end() {
        done.withLock { _ in if isShown { Self.write("\r\u{1B}[K") } }
    }

    private func draw(_ done: Int, _ words: String) {
        guard isShown else { return }
        let filled = min(Self.width, done * Self.width / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        Self.write("\r\(bar) \(words)\u{1B}[K")
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
