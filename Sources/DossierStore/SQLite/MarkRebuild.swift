import DossierCore

/// Works out the marks of all records anew, where what they name was indexed anew or nobody has looked yet. On the
/// writer's thread, in a transaction.
struct MarkRebuild {
    private let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    /// To be done when every kind is indexed.
    static func request(_ connection: Connection) throws(Status) {
        try connection.execute("INSERT OR IGNORE INTO meta (name, value) VALUES ('sights', x'00')")
    }

    func runIfDue() throws(Status) {
        let isAsked = try connection.integer("SELECT count(*) FROM meta WHERE name = 'sights'") > 0
        let isIndexed = try connection.integer("SELECT count(*) FROM kinds WHERE indexed IS NOT NULL") == 0
        guard isAsked, isIndexed else { return }
        try connection.execute("CREATE TEMP TABLE needs (record INTEGER PRIMARY KEY, need INTEGER NOT NULL)")
        // The highest first: what is reached from one keeps that need.
        for marking in TLP.allCases.reversed() where marking > .clear { try reach(marking) }
        try connection.execute(
            """
            INSERT OR REPLACE INTO sights (record, since, need, kind, place)
            SELECT r.record, (SELECT ifnull(max(sequence), 0) FROM transactions), ifnull(n.need, 0), r.kind, 0
            FROM records r LEFT JOIN temp.needs n ON n.record = r.record
            WHERE ifnull(n.need, 0) <> \(Sight.need(of: "r.record"));
            DROP TABLE temp.needs;
            DELETE FROM meta WHERE name = 'sights';
            """
        )
    }

    /// All that names a record with this marking, or names what does.
    private func reach(_ marking: TLP) throws(Status) {
        let naming = """
            CROSS JOIN fields f CROSS JOIN terms t ON t.field = f.field AND t.value = r.record AND t.until = 0
            WHERE f.kind IS NOT NULL AND f.type = \(Field.ValueType.name.rawValue)
            """
        func latest(_ record: String) -> String {
            "(SELECT tlp FROM versions WHERE record = \(record) ORDER BY revision DESC LIMIT 1)"
        }
        try connection.execute(
            """
            INSERT OR IGNORE INTO temp.needs (record, need)
            WITH RECURSIVE reached (record) AS (
                SELECT t.record FROM records r \(naming) AND \(latest("r.record")) >= \(marking.rawValue)
                UNION SELECT t.record FROM reached r \(naming)
            )
            SELECT record, \(marking.rawValue) FROM reached WHERE \(latest("reached.record")) < \(marking.rawValue)
            """
        )
    }
}
