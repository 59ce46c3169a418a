import DossierCore

/// What is read straight off the index. In all of them ?3 is the transaction that is shown.
struct IndexStatements {
    /// The live records whose field ?1 holds ?2.
    let referrers: any Statement
    /// The values of field ?1, each with how many records have it, tombstones too when ?4 is 1.
    let tally: any Statement
    /// The kind and the id of record ?1.
    let name: any Statement

    init(_ connection: any Connection, sight: Sight) throws(Status) {
        let terms = "SELECT record FROM terms WHERE field = ?1 AND value = ?2 AND since <= ?3 AND until"
        // Two ranges of the key, rather than one with what has ended before.
        referrers = try connection.prepare(
            """
            \(ReadStatements.version) FROM (\(terms) = 0 UNION ALL \(terms) > ?3) o
            CROSS JOIN records r ON r.record = o.record \(FindStatements.versions) WHERE v.deleted = 0\(sight.ofVersion)
            """,
            rows: .many
        )
        tally = try connection.prepare(
            """
            SELECT r.value, count(*) FROM terms r
            WHERE r.field = ?1 AND r.since <= ?3 AND (r.until = 0 OR r.until > ?3)
            AND (CAST(?4 AS BIGINT) = 1 OR \(FindStatements.latest("deleted")) = 0) GROUP BY r.value
            """,
            rows: .totals
        )
        name = try connection.prepare(
            "SELECT k.name, r.id FROM records r CROSS JOIN kinds k ON k.kind = r.kind WHERE r.record = ?1"
        )
    }
}
