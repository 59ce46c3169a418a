/// What PostgreSQL writes otherwise than the statements of the store do.
enum PostgresDialect {
    /// - Parameters are `$1`, not `?1`.
    /// - CROSS JOIN tells SQLite the order of a join, and has no condition here, where a setting of the session does.
    /// - INDEXED BY is SQLite's.
    /// - So is INSERT OR IGNORE. PostgreSQL's words for it SQLite would understand, but it would keep a journal of each
    ///   statement that adds several rows, which takes a third of what recording one takes in all.
    static func translate(_ sql: String) -> String {
        let unhinted = edit(sql.replacing("?", with: "$"), after: " INDEXED BY ") { rest in
            rest.drop { $0.isLetter || $0.isNumber || $0 == "_" }
        }
        let joined = edit(unhinted, after: "CROSS JOIN ") { rest in
            // The table, its alias, and a condition or not.
            let isBare = rest.split(separator: " ", maxSplits: 3).dropFirst(2).first != "ON"
            return (isBare ? "CROSS JOIN " : "JOIN ") + rest
        }
        guard joined.hasPrefix(ignoring) else { return joined }
        return "INSERT INTO\(joined.dropFirst(ignoring.count)) ON CONFLICT DO NOTHING"
    }

    private static let ignoring = "INSERT OR IGNORE INTO"

    /// Replaces each place of a mark, with what stands up to the next one. Regular expressions take ten times as long.
    private static func edit(_ text: String, after mark: String, _ replacement: (Substring) -> Substring) -> String {
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(into: String(parts[0])) { $0 += replacement($1) }
    }

    /// The types of a statement's parameters: 0, which lets the server infer it, but for those that are not in it.
    static func parameterTypes(of sql: String) -> [UInt32] {
        let used = Set(sql.split(separator: "?").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) })
        return (1...max(used.max() ?? 1, 1)).map { used.contains($0) || used.isEmpty ? 0 : bigint }
            .dropLast(used.isEmpty ? 1 : 0)
    }

    /// The type `bigint` (pg_type.dat).
    private static let bigint: UInt32 = 20
}
