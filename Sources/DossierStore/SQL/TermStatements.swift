import DossierCore

/// The statements that change the rows of one table of terms. ?1 field, ?2 value, ?3 record, ?4 a sequence.
struct TermStatements {
    let add: TermInsert
    /// Takes back what was added in ?4.
    let drop: any Statement
    /// Removes what held from ?4 to ?5.
    let remove: any Statement
    /// Ends in ?4 what holds.
    let end: any Statement

    /// Of `terms`.
    static func terms(_ connection: any Connection) throws(Status) -> TermStatements {
        try TermStatements(connection, table: "terms", columns: ["field", "value"])
    }

    /// Of `occurrences`, whose values are the keys of words.
    static func words(_ connection: any Connection) throws(Status) -> TermStatements {
        try TermStatements(connection, table: "occurrences", columns: ["field", "word", "score"])
    }

    private init(_ connection: any Connection, table: String, columns: [String]) throws(Status) {
        add = try TermInsert(connection, into: table, columns)
        let holding = "field = ?1 AND \(columns[1]) = ?2 AND until = 0 AND record = ?3"
        drop = try connection.prepare("DELETE FROM \(table) WHERE \(holding) AND since = ?4")
        remove = try connection.prepare(
            "DELETE FROM \(table) WHERE field = ?1 AND \(columns[1]) = ?2 AND until = ?5 AND record = ?3 AND since = ?4"
        )
        end = try connection.prepare("UPDATE \(table) SET until = ?4 WHERE \(holding)")
    }
}
