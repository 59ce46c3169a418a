import DossierCore

/// The statements that change the rows of one table of terms. ?1 field, ?2 value, ?3 record, ?4 a sequence.
struct TermStatements {
    /// Holds from ?4 until ?5; ?6: its score, where it has one.
    let add: Statement
    /// Takes back what was added in ?4.
    let drop: Statement
    /// Removes what held from ?4 to ?5.
    let remove: Statement
    /// Ends in ?4 what holds.
    let end: Statement

    /// Of `terms`.
    static func terms(_ connection: Connection) throws(Status) -> TermStatements {
        try TermStatements(connection, table: "terms", value: "value", score: "")
    }

    /// Of `occurrences`, whose values are the keys of words.
    static func words(_ connection: Connection) throws(Status) -> TermStatements {
        try TermStatements(connection, table: "occurrences", value: "word", score: ", score")
    }

    private init(_ connection: Connection, table: String, value: String, score: String) throws(Status) {
        add = try connection.prepare(
            """
            INSERT OR IGNORE INTO \(table) (field, \(value), record, since, until\(score))
            VALUES (?1, ?2, ?3, ?4, ?5\(score.isEmpty ? "" : ", ?6"))
            """
        )
        let holding = "field = ?1 AND \(value) = ?2 AND until = 0 AND record = ?3"
        drop = try connection.prepare("DELETE FROM \(table) WHERE \(holding) AND since = ?4")
        remove = try connection.prepare(
            "DELETE FROM \(table) WHERE field = ?1 AND \(value) = ?2 AND until = ?5 AND record = ?3 AND since = ?4"
        )
        end = try connection.prepare("UPDATE \(table) SET until = ?4 WHERE \(holding)")
    }
}
