import DossierCore

/// The tables of a store file, as the steps that led to them.
///
/// A file's `user_version` counts the steps it has had. Never change a step once it is released: append one.
struct Schema: Sendable {
    var steps: [String]

    /// Marks a file as Dossier's: "DOSR" (PRAGMA application_id).
    static let applicationID: Int64 = 0x444F_5352

    /// The present tables.
    static let current = Schema(steps: [first, words, sights, audit])

    /// DATA_LOSS when a table or an index is not as the steps make it.
    func check(_ connection: SQLiteConnection) throws(Status) {
        let model = try SQLiteConnection(path: ":memory:", use: .writing)
        for step in steps { try model.execute(step) }
        let found = try Self.tables(connection)
        for (name, sql) in try Self.tables(model) where found[name] != sql {
            throw .damaged("the definition of \(name) has changed")
        }
    }

    private static func tables(_ connection: SQLiteConnection) throws(Status) -> [String: String] {
        let statement = try connection.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        var tables: [String: String] = [:]
        while try statement.step() { tables[statement.text(0)] = statement.text(1) }
        return tables
    }

    /// - `versions` grows at its end only: a version holds until the record's next one begins, so nothing that was
    ///   written is ever touched again. Its keys are in commit order.
    /// - `records` interns names; one that is only referred to has no version yet.
    /// - `terms` hold from one transaction to another, `until` 0 while they hold. What holds now stands together in the
    ///   key, and 0 takes no byte. A name's value is the key of the record it names; what is orphaned
    ///   (fields without a kind) is being deleted.
    /// - `kinds.indexed` is the last record indexed, NULL when all are.
    private static let first = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;
        CREATE TABLE kinds (
            kind INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, terms_version INTEGER, indexed INTEGER
        ) STRICT;
        CREATE TABLE fields (
            field INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER, position INTEGER NOT NULL,
            name TEXT NOT NULL, type INTEGER NOT NULL, repeated INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE transactions (
            sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, author TEXT NOT NULL, hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX transactions_by_time ON transactions (time);
        CREATE TABLE records (record INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX records_by_id ON records (kind, id);
        CREATE TABLE versions (
            version INTEGER PRIMARY KEY, record INTEGER NOT NULL, kind INTEGER NOT NULL, sequence INTEGER NOT NULL,
            revision INTEGER NOT NULL, deleted INTEGER NOT NULL, tlp INTEGER NOT NULL, body_hash BLOB NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX versions_by_record ON versions (record, revision, sequence, deleted);
        CREATE INDEX versions_by_kind ON versions (kind, sequence);
        CREATE TABLE terms (
            field INTEGER NOT NULL, value ANY NOT NULL, until INTEGER NOT NULL, record INTEGER NOT NULL,
            since INTEGER NOT NULL, PRIMARY KEY (field, value, until, record)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE requests (
            request INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, hash BLOB NOT NULL, reply BLOB NOT NULL,
            sequence INTEGER NOT NULL, time INTEGER NOT NULL
        ) STRICT;
        """

    /// - `sights` say what clearance a record takes beyond its own marking, because of what it names, from a transaction
    ///   on: `need` is 0 where that is no more than its own. `place` is the change's place behind the versions of its
    ///   transaction in the kind's feed, 0 where the record has a version there itself.
    /// - The index has the marking now, so that what may be seen is counted without the versions.
    ///
    /// What was written before is looked through when the kinds are declared: `meta` says so.
    private static let sights = """
        CREATE TABLE sights (
            record INTEGER NOT NULL, since INTEGER NOT NULL, need INTEGER NOT NULL, kind INTEGER NOT NULL,
            place INTEGER NOT NULL, PRIMARY KEY (record, since)
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX sights_by_kind ON sights (kind, since, place) WHERE place > 0;
        DROP INDEX versions_by_record;
        CREATE UNIQUE INDEX versions_by_record ON versions (record, revision, sequence, deleted, tlp);
        INSERT INTO meta (name, value) SELECT 'sights', x'00' WHERE EXISTS (SELECT 1 FROM versions);
        """

    /// - `words` interns the words of all texts.
    /// - `occurrences` hold like terms, with what the word counts in the record's rank. The record stands before `until`,
    ///   so that of two words the one that occurs less often is read and the other looked up.
    ///
    /// Kinds written before have no field for their words: they are indexed anew when they are declared.
    private static let words = """
        CREATE TABLE words (word INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE occurrences (
            field INTEGER NOT NULL, word INTEGER NOT NULL, record INTEGER NOT NULL, until INTEGER NOT NULL,
            since INTEGER NOT NULL, score INTEGER NOT NULL, PRIMARY KEY (field, word, record, until)
        ) WITHOUT ROWID, STRICT;
        """
}
