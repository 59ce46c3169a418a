import DossierCore

/// What is read straight off the index. In all of them ?3 is the transaction that is shown.
struct IndexStatements {
    /// The live records whose field ?1 holds ?2.
    let referrers: Statement

    init(_ connection: Connection) throws(Status) {
        let terms = "SELECT record FROM terms WHERE field = ?1 AND value = ?2 AND since <= ?3 AND until"
        // Two ranges of the key, rather than one with what has ended before.
        referrers = try connection.prepare(
            """
            \(ReadStatements.version) FROM (\(terms) = 0 UNION ALL \(terms) > ?3) o
            CROSS JOIN records r ON r.record = o.record \(FindStatements.versions) WHERE v.deleted = 0
            """
        )
    }
}
