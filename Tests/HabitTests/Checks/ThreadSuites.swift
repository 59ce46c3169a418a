import TestSupport

/// The suites that are to be tested for races, by the patterns of `scripts/test-threads`.
enum ThreadSuites {
    /// One line for each name that is none of a suite in its place: the filter would pass over it.
    static func findings(in script: SourceFile, tests: [SourceFile]) -> [String] {
        let suites = Set(tests.flatMap(suites))
        return script.lines.flatMap(patterns).filter { pattern in
            guard let filter = try? Regex(pattern) else { return true }
            return !suites.contains { $0.firstMatch(of: filter) != nil }
        }.map { "\(script.path): no suite \($0)" }
    }

    /// One for each name of a line: `A\.B/(CallTests|DrainTests)` of `'A\.B/(Call|Drain)Tests'`.
    private static func patterns(_ line: Substring) -> [String] {
        guard let match = line.wholeMatch(of: /\s+'(\w+Tests\\\..*?)(?:\(([\w|]+)\)Tests)?'/) else { return [] }
        guard let names = match.2 else { return ["^\(match.1)$"] }
        return names.split(separator: "|").map { "^\(match.1)\($0)Tests$" }
    }

    /// As the filter has them: "DossierTransportTests.TransportTests/CallTests".
    private static func suites(in file: SourceFile) -> [String] {
        let parts = file.path.split(separator: "/")
        guard parts.count > 2, file.text.contains("Tests") else { return [] }
        var outer: [(name: Substring, indentation: Int)] = []
        return file.lines.compactMap { line in
            guard let match = line.prefixMatch(of: /( *)(?:@Suite.* )?(struct|enum|extension) (\w+)/) else {
                return nil
            }
            outer.removeAll { $0.indentation >= match.1.count }
            outer.append((match.3, match.1.count))
            return match.2 == "struct" ? "\(parts[1]).\(outer.map(\.name).joined(separator: "/"))" : nil
        }
    }
}
