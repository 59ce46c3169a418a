import DossierCore

/// Works out the marks of all records anew, where what they name was indexed anew or nobody has looked yet. On the
/// writer's thread, in a transaction.
struct MarkRebuild {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// Asks for it, when what records name is indexed anew.
    static func request(_ connection: any Connection) throws(Status) {
        try connection.note("sights")
    }

    /// Where a kind is not indexed to its end, as when its module is not here any more, marks only rise: what its records
    /// name is not known. So they do where it has been redacted.
    /// - Returns: whether any may have changed.
    func runIfDue() throws(Status) -> Bool {
        guard try connection.integer("SELECT count(*) FROM meta WHERE name = 'sights'") > 0 else { return false }
        let isWhole = try connection.integer("SELECT count(*) FROM kinds WHERE indexed IS NOT NULL") == 0
        try connection.execute("CREATE TEMP TABLE needs (record BIGINT PRIMARY KEY, need BIGINT NOT NULL)")
        // The highest first: what is reached from one keeps that need.
        for marking in TLP.allCases.reversed() where marking > .clear { try reach(marking) }
        let isRedacted = """
            EXISTS (SELECT 1 FROM redactions WHERE version = (
                SELECT version FROM versions WHERE record = r.record ORDER BY revision DESC LIMIT 1
            ))
            """
        let stored = Sight.need(of: "r.record")
        try connection.execute(
            """
            INSERT INTO sights (record, since, need, kind, place)
            SELECT r.record, (SELECT coalesce(max(sequence), 0) FROM transactions), coalesce(n.need, 0), r.kind, 0
            FROM records r LEFT JOIN needs n ON n.record = r.record
            WHERE n.need > \(stored)
            OR \(isWhole ? 1 : 0) = 1 AND coalesce(n.need, 0) < \(stored) AND NOT \(isRedacted)
            ON CONFLICT (record, since) DO UPDATE SET need = excluded.need;
            DROP TABLE needs;
            """
        )
        if isWhole { try connection.execute("DELETE FROM meta WHERE name = 'sights'") }
        return true
    }

    /// All that names a record with this marking, or names what does.
    private func reach(_ marking: TLP) throws(Status) {
        let naming = """
            CROSS JOIN fields f CROSS JOIN terms t ON t.field = f.field AND t.value = \(connection.term(ofKey: "r.record")) AND t.until = 0
            WHERE f.kind IS NOT NULL AND f.type = \(Field.ValueType.name.rawValue)
            """
        func latest(_ record: String) -> String {
            "(SELECT tlp FROM versions WHERE record = \(record) ORDER BY revision DESC LIMIT 1)"
        }
        try connection.execute(
            """
            INSERT OR IGNORE INTO needs (record, need)
            WITH RECURSIVE reached (record) AS (
                SELECT t.record FROM records r \(naming) AND \(latest("r.record")) >= \(marking.rawValue)
                UNION SELECT t.record FROM reached r \(naming)
            )
            SELECT record, \(marking.rawValue) FROM reached WHERE \(latest("reached.record")) < \(marking.rawValue)
            """
        )
    }
}
