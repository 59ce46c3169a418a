import DossierCore

/// The stored declarations of kinds and their fields. On the writer's thread, in a transaction.
struct KindTable {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// The kind, when it is stored as it is declared, and nothing is left to be indexed.
    func settled(_ kind: Kind) throws(Status) -> DeclaredKind? {
        let statement = try connection.prepare("SELECT kind, terms_version, indexed FROM kinds WHERE name = ?1")
        statement.bind(1, text: kind.name)
        guard try statement.step(), !statement.isNull(1), statement.isNull(2) else { return nil }
        let (key, version) = (statement.integer(0), statement.integer(1))
        let stored = try fields(of: key)
        let due = """
            SELECT (SELECT count(*) FROM fields WHERE kind IS NULL)
            + (SELECT count(*) FROM meta WHERE name = 'sights'
               AND NOT EXISTS (SELECT 1 FROM kinds WHERE indexed IS NOT NULL))
            """
        guard version == Int64(kind.termsVersion), stored.map(\.field) == Self.fields(of: kind),
            try connection.integer(due) == 0
        else { return nil }
        return Self.declared(kind, key, stored.map(\.key))
    }

    /// Whether nothing was ever declared or written of the kind.
    func isNew(_ kind: Kind) throws(Status) -> Bool {
        let statement = try connection.prepare(
            """
            SELECT 1 FROM kinds k WHERE k.name = ?1
            AND (k.terms_version IS NOT NULL OR EXISTS (SELECT 1 FROM versions v WHERE v.kind = k.kind))
            """
        )
        statement.bind(1, text: kind.name)
        return try !statement.step()
    }

    private static func fields(of kind: Kind) -> [StoredField] { kind.fields.map(StoredField.init) + [.words] }

    /// Declares a kind of which there is nothing.
    func add(_ kind: Kind) throws(Status) -> DeclaredKind {
        let (key, _) = try find(kind)
        try run("UPDATE fields SET kind = NULL WHERE kind = ?1") { $0.bind(1, key) }
        return try store(kind, key, isIndexed: true)
    }

    /// Gives the kind and its fields their keys. A declaration other than the stored one orphans the old fields, and
    /// the kind's records are to be indexed anew.
    func declare(_ kind: Kind) throws(Status) -> DeclaredKind {
        let (key, version) = try find(kind)
        let stored = try fields(of: key)
        let fields = Self.fields(of: kind)
        if version == Int64(kind.termsVersion), stored.map(\.field) == fields {
            return Self.declared(kind, key, stored.map(\.key))
        }
        try MarkRebuild.request(connection)
        try run("UPDATE fields SET kind = NULL WHERE kind = ?1") { $0.bind(1, key) }
        return try store(kind, key, isIndexed: false)
    }

    private func store(_ kind: Kind, _ key: Int64, isIndexed: Bool) throws(Status) -> DeclaredKind {
        let indexed = isIndexed ? "NULL" : "0"
        try run("UPDATE kinds SET terms_version = ?2, indexed = \(indexed) WHERE kind = ?1") { statement in
            statement.bind(1, key)
            statement.bind(2, Int64(kind.termsVersion))
        }
        for (position, field) in Self.fields(of: kind).enumerated() {
            try run("INSERT INTO fields (kind, position, name, type, repeated) VALUES (?1, ?2, ?3, ?4, ?5)") {
                $0.bind(1, key)
                $0.bind(2, Int64(position))
                $0.bind(3, text: field.name)
                $0.bind(4, field.type)
                $0.bind(5, Int64(field.repeated ? 1 : 0))
            }
        }
        return Self.declared(kind, key, try self.fields(of: key).map(\.key))
    }

    private static func declared(_ kind: Kind, _ key: Int64, _ fields: [Int64]) -> DeclaredKind {
        DeclaredKind(kind, key: key, fieldKeys: fields.dropLast(), wordsKey: fields.last ?? 0)
    }

    /// Deletes some terms or words of orphaned fields; false when there are none left.
    func deleteOrphans(atMost count: Int) throws(Status) -> Bool {
        let orphan = try connection.integer("SELECT field FROM fields WHERE kind IS NULL LIMIT 1")
        guard orphan != 0 else { return false }
        var deleted = try delete(atMost: count, from: "terms", key: "field, value, until, record", of: orphan)
        if deleted == 0 {
            deleted = try delete(atMost: count, from: "occurrences", key: "field, word, record, until", of: orphan)
        }
        if deleted == 0 { try run("DELETE FROM fields WHERE field = ?1") { $0.bind(1, orphan) } }
        // Else it would be found for ever.
        guard try connection.changes() > 0 else { throw .damaged("a field is found and cannot be deleted") }
        return true
    }

    private func delete(atMost count: Int, from table: String, key: String, of field: Int64) throws(Status) -> Int64 {
        try run(
            "DELETE FROM \(table) WHERE (\(key)) IN (SELECT \(key) FROM \(table) WHERE field = ?1 LIMIT ?2)"
        ) { statement in
            statement.bind(1, field)
            statement.bind(2, Int64(count))
        }
        return try connection.changes()
    }

    private struct StoredField: Equatable {
        var name: String
        var type: Int64
        var repeated: Bool

        /// The field that every kind has for the words of its texts; no module can declare one of this type. Its name
        /// changes with the words, so that they are indexed anew.
        static let words = StoredField(name: "words \(Tokenizer.version)", type: 100, repeated: true)

        init(name: String, type: Int64, repeated: Bool) {
            self.name = name
            self.type = type
            self.repeated = repeated
        }

        init(_ field: Field) {
            name = field.name
            type = Int64(field.type.rawValue)
            repeated = field.repeated
        }

        init(row: any Statement) {
            name = row.text(1)
            type = row.integer(2)
            repeated = row.integer(3) != 0
        }
    }

    /// The kind's key, made when there is none, and the stored `termsVersion`.
    private func find(_ kind: Kind) throws(Status) -> (key: Int64, termsVersion: Int64?) {
        try run("INSERT OR IGNORE INTO kinds (name) VALUES (?1)") { $0.bind(1, text: kind.name) }
        let statement = try connection.prepare("SELECT kind, terms_version FROM kinds WHERE name = ?1")
        statement.bind(1, text: kind.name)
        _ = try statement.step()
        return (statement.integer(0), statement.isNull(1) ? nil : statement.integer(1))
    }

    private func fields(of kind: Int64) throws(Status) -> [(key: Int64, field: StoredField)] {
        let statement = try connection.prepare(
            "SELECT field, name, type, repeated FROM fields WHERE kind = ?1 ORDER BY position"
        )
        statement.bind(1, kind)
        var fields: [(Int64, StoredField)] = []
        while try statement.step() { fields.append((statement.integer(0), StoredField(row: statement))) }
        return fields
    }

    private func run(_ sql: String, _ bind: (any Statement) -> Void) throws(Status) {
        let statement = try connection.prepare(sql)
        bind(statement)
        try statement.run()
    }
}
