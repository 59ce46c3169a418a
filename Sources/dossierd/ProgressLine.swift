import Glibc

/// How far something long has come, on standard error: one line that changes on a terminal, else nothing.
struct ProgressLine {
    private let isShown = isatty(STDERR_FILENO) == 1

    func show(_ text: String) {
        if isShown { StandardError.write("\r\u{1B}[K\(text)") }
    }

    /// Clears the line.
    func end() {
        if isShown { StandardError.write("\r\u{1B}[K") }
    }
}
