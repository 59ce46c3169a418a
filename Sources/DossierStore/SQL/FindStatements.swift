import DossierCore

/// What a listing is made of. In all of them ?3 is the transaction that is shown.
struct FindStatements {
    /// Kind ?1 behind id ?2, tombstones when ?4 is 1.
    let up: any Statement
    /// The same in the other direction, before id ?2.
    let down: any Statement
    /// How many of kind ?1 there are. With a limited sight: where ?3 is the last transaction.
    let count: any Statement
    /// By the values of field ?1 from ?2 on.
    let byValue: any Statement
    /// The same in the other direction, from ?2 down.
    let byValueDown: any Statement
    /// Record ?1.
    let version: any Statement
    /// At most ?4 records of field ?1 with value ?2.
    let equal: any Statement
    /// At most ?4 records of field ?1 with values from ?2 up to, and without, ?5.
    let range: any Statement
    /// At most ?4 records of kind ?1 with ids from ?2 up to, and without, ?5.
    let ids: any Statement
    /// At most ?4 records of words field ?1 with words from ?2 up to, and without, ?5, and what they score.
    let words: any Statement
    /// The id of record ?1.
    let id: any Statement
    /// The record of kind ?1, by its name, and id ?2.
    let named: any Statement

    init(_ connection: any Connection, sight: Sight) throws(Status) {
        let shown = "v.deleted <= ?4\(sight.ofVersion)"
        let records = "\(ReadStatements.version) FROM records r \(Self.versions) WHERE r.kind = ?1 AND \(shown)"
        up = try connection.prepare("\(records) AND r.id > ?2 ORDER BY r.id", rows: .many)
        down = try connection.prepare("\(records) AND r.id < ?2 ORDER BY r.id DESC", rows: .many)
        count = try connection.prepare(
            "SELECT count(*) FROM records r WHERE r.kind = ?1 AND \(Self.latest("deleted")) <= ?4\(sight.ofLatest)",
            rows: .totals
        )
        let holds = "since <= ?3 AND (until = 0 OR until > ?3)"
        let values = """
            \(ReadStatements.version) FROM terms o CROSS JOIN records r ON r.record = o.record \(Self.versions)
            WHERE o.field = ?1 AND \(holds) AND \(shown)
            """
        byValue = try connection.prepare("\(values) AND o.value >= ?2 ORDER BY o.value, r.id", rows: .many)
        byValueDown = try connection.prepare("\(values) AND o.value <= ?2 ORDER BY o.value DESC, r.id", rows: .many)
        version = try connection.prepare(
            "\(ReadStatements.version) FROM records r \(Self.versions) WHERE r.record = ?1 AND \(shown)"
        )
        let terms = "SELECT record FROM terms WHERE field = ?1 AND \(holds)"
        equal = try connection.prepare("\(terms) AND value = ?2 LIMIT ?4")
        range = try connection.prepare("\(terms) AND value >= ?2 AND value < ?5 LIMIT ?4")
        ids = try connection.prepare("SELECT record FROM records WHERE kind = ?1 AND id >= ?2 AND id < ?5 LIMIT ?4")
        id = try connection.prepare("SELECT id FROM records WHERE record = ?1")
        words = try connection.prepare(
            """
            SELECT o.record, o.score FROM words w CROSS JOIN occurrences o ON o.field = ?1 AND o.word = w.word
            WHERE w.text >= ?2 AND w.text < ?5 AND \(holds) LIMIT ?4
            """,
            rows: .many
        )
        named = try connection.prepare(
            """
            SELECT r.record FROM kinds k CROSS JOIN records r ON r.kind = k.kind AND r.id = ?2 WHERE k.name = ?1
            """
        )
    }

    /// Joins the version of record r that is shown, and its transaction.
    static let versions = """
        CROSS JOIN versions v ON v.version = \(latest("version")) CROSS JOIN transactions t ON t.sequence = v.sequence
        """

    /// A column of the version of record r that is shown.
    static func latest(_ column: String) -> String {
        "(SELECT \(column) FROM versions WHERE record = r.record AND sequence <= ?3 ORDER BY revision DESC LIMIT 1)"
    }
}
