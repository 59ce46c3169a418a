import TestSupport

/// Small files: none over a ceiling, most of them far below it.
enum FileSizes {
    /// Lines of one Swift file.
    static let ceiling = 400
    /// Lines of the file in the middle.
    static let median = 200

    /// One line for each file over the ceiling, and one when the median is.
    static func findings(in files: [SourceFile]) -> [String] {
        let sizes = files.map { (path: $0.path, lines: $0.lines.count) }
        var findings = sizes.filter { $0.lines > ceiling }.map { "\($0.path): \($0.lines) lines, over \(ceiling)" }
        let sorted = sizes.map(\.lines).sorted()
        if let middle = sorted.isEmpty ? nil : sorted[sorted.count / 2], middle > median {
            findings.append("the median is \(middle) lines, over \(median)")
        }
        return findings
    }
}
