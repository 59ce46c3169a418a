import Glibc

/// What a command that does not serve says beside its results.
enum StandardError {
    static func line(_ text: String) { write("\(text)\n") }

    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
