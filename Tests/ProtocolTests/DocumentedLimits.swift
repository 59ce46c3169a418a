import TestSupport

/// The bounds that a document tells its readers, beside those that the code keeps.
enum DocumentedLimits {
    /// One line for each row of the document's table, "| `name` | 4,194,304 | .. |", that the source contradicts.
    static func findings(document: SourceFile, source: SourceFile) -> [String] {
        let kept = limits(in: source)
        var rows = 0
        let findings = document.findings(inLinesWith: ["| `"]) { line in
            guard let match = line.prefixMatch(of: /\|\s*`(\w+)`\s*\|\s*([0-9,]+)\s*\|/) else { return nil }
            rows += 1
            guard let value = kept[String(match.1)] else { return "there is no limit \(match.1)" }
            return value == Int(match.2.filter { $0 != "," }) ? nil : "\(match.1) is \(value)"
        }
        return rows == 0 ? ["\(document.path): tells no limit"] : findings
    }

    /// Names and values of "static let name = value", where the value is a number or a number shifted left.
    static func limits(in source: SourceFile) -> [String: Int] {
        var limits: [String: Int] = [:]
        let pattern = /static let (\w+)(?:: \w+)? = ([0-9_]+)(?: << ([0-9]+))?$/
        for line in source.lines {
            guard let match = line.firstMatch(of: pattern),
                let number = Int(match.2.filter { $0 != "_" }), let shift = Int(match.3 ?? "0")
            else { continue }
            limits[String(match.1)] = number << shift
        }
        return limits
    }
}
