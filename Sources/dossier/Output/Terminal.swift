import Glibc

/// What is known of the terminal, if there is one.
enum Terminal {
    /// Whether a descriptor is one.
    static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

    /// Whether colour is wanted there (no-color.org).
    static func hasColor(_ descriptor: CInt) -> Bool {
        let isRefused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        return isTerminal(descriptor) && !isRefused && !isDumb
    }

    /// Columns of standard output; nil when it is no terminal: then nothing is cut.
    static var width: Int? {
        var size = winsize()
        guard isTerminal(STDOUT_FILENO), ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }

    /// One line to standard error.
    static func tell(_ text: String) {
        let bytes = Array("\(text)\n".utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }

    /// Text on one line and without control characters: a record must not steer the terminal.
    static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    }

    /// Text of at most so many characters; nil: all of it.
    static func cut(_ text: String, _ width: Int?) -> String {
        guard let width, text.count > width else { return text }
        return "\(text.prefix(width - 1))…"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
            || scalar.properties.isBidiControl
    }
}
