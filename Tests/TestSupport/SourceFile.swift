/// A text file of the project, or a sample that a test makes up.
package struct SourceFile {
    /// Relative to the project's root: "Sources/DossierCore/Status.swift".
    package let path: String
    package let text: String

    /// A file by its parts.
    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// Without line ends. A last, unfinished line counts.
    package var lines: [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// "path:line: objection" for each line that a check objects to, of those that hold one of some words: looking
    /// for words is much quicker than any expression.
    package func findings(inLinesWith words: [String], _ objection: (Substring) -> String?) -> [String] {
        guard words.contains(where: text.contains) else { return [] }
        return lines.enumerated().compactMap { index, line in
            guard words.contains(where: line.contains) else { return nil }
            return objection(line).map { "\(path):\(index + 1): \($0)" }
        }
    }
}
