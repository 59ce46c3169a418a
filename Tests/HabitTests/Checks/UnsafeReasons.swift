import TestSupport

/// Every word that silences the concurrency checker stands beside a comment that says why it is safe.
enum UnsafeReasons {
    private static let silencers = ["@unchecked " + "Sendable", "nonisolated" + "(unsafe)"]
    private static let reasons = [
        "safe", "because", "sendable", "unchecked", "once", "event loop", "thread", "lock", "immutable",
    ]

    /// One line for each silencer without a reason.
    static func findings(in files: [SourceFile]) -> [String] {
        files.flatMap { file in
            let lines = file.lines
            return lines.indices.compactMap { index -> String? in
                guard let silencer = silencers.first(where: { stands($0, in: lines[index]) }) else { return nil }
                let comment = comment(beside: index, of: lines).lowercased()
                if reasons.contains(where: comment.contains) { return nil }
                return "\(file.path):\(index + 1): no comment beside it says why \(silencer) is safe"
            }
        }
    }

    /// Whether a word stands in a line's code, not in a comment or a string.
    private static func stands(_ word: String, in line: Substring) -> Bool {
        guard let found = line.firstRange(of: word) else { return false }
        let before = line[..<found.lowerBound]
        return !before.contains("//") && before.count { $0 == "\"" }.isMultiple(of: 2)
    }

    /// The comment above a declaration, whose attributes may stand between, and the one that its body begins with.
    private static func comment(beside index: Int, of lines: [Substring]) -> String {
        let above = lines[..<index].reversed().map { $0.drop(while: \.isWhitespace) }.drop { $0.hasPrefix("@") }
        let below = lines[(index + 1)...].map { $0.drop(while: \.isWhitespace) }
        return (above.prefix { $0.hasPrefix("//") } + below.prefix { $0.hasPrefix("//") }).joined(separator: " ")
    }
}
