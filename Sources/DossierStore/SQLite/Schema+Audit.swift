import DossierCore

extension Schema {
    /// - `transactions.format` says what its hash covers (`Chain.Format`); `peer`, `method` and `request_id` where it came
    ///   from, empty where that is not known.
    /// - `versions.salt` is the key of the body's hash: NULL for versions written before, whose hashes have none, and
    ///   empty once the version was redacted.
    /// - `redactions` are the versions whose bodies were taken away, each with the transaction that did, and the hash of
    ///   what stands in the body's place.
    static let audit = """
        ALTER TABLE transactions ADD COLUMN format INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE transactions ADD COLUMN peer TEXT NOT NULL DEFAULT '';
        ALTER TABLE transactions ADD COLUMN method TEXT NOT NULL DEFAULT '';
        ALTER TABLE transactions ADD COLUMN request_id TEXT NOT NULL DEFAULT '';
        ALTER TABLE versions ADD COLUMN salt BLOB;
        CREATE INDEX transactions_by_author ON transactions (author);
        CREATE TABLE redactions (
            version INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, reason TEXT NOT NULL, body_hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX redactions_by_sequence ON redactions (sequence);
        """

    /// Whether a file has these tables: one that no server has opened since they came has none.
    static func hasAudit(_ connection: any Connection) throws(Status) -> Bool {
        try connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'redactions'") > 0
    }
}
