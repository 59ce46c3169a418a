/// What PostgreSQL writes otherwise than the statements of the store do.
enum PostgresDialect {
    /// - Parameters are `$1`, not `?1`.
    /// - CROSS JOIN tells SQLite the order of a join, and has no condition here, where a setting of the session does.
    /// - INDEXED BY is SQLite's.
    /// - So is INSERT OR IGNORE. PostgreSQL's words for it SQLite would understand, but it would keep a journal of each
    ///   statement that adds several rows, which takes a third of what recording one takes in all.
    static func translate(_ sql: String) -> String {
        let own = sql.replacing("?", with: "$").replacing(#/ INDEXED BY \w+/#, with: "")
            .replacing(/CROSS JOIN (\w+ \w+ ON)/) { "JOIN \($0.output.1)" }
        guard own.hasPrefix(ignoring) else { return own }
        return "INSERT INTO\(own.dropFirst(ignoring.count)) ON CONFLICT DO NOTHING"
    }

    private static let ignoring = "INSERT OR IGNORE INTO"

    /// The types of a statement's parameters: 0, which lets the server infer it, but for those that are not in it.
    static func parameterTypes(of sql: String) -> [UInt32] {
        let used = Set(sql.split(separator: "?").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) })
        return (1...max(used.max() ?? 1, 1)).map { used.contains($0) || used.isEmpty ? 0 : bigint }
            .dropLast(used.isEmpty ? 1 : 0)
    }

    /// The type `bigint` (pg_type.dat).
    private static let bigint: UInt32 = 20
}
