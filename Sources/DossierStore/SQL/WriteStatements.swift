import DossierCore

/// The statements of the writer, prepared once.
final class WriteStatements {
    let savepoint: any Statement
    let release: any Statement
    let rollbackTo: any Statement
    let beginTransaction: any Statement
    let endTransaction: any Statement
    let latest: any Statement
    let addRecord: any Statement
    /// The record named ?1/?2 and its latest version: see `NamedRecord`.
    let findNamed: any Statement
    let addVersion: any Statement
    let terms: TermStatements
    let words: TermStatements
    let kindKey: any Statement
    let addKind: any Statement
    /// What is known of the clearance that record ?1 takes: see `StoredMark`.
    let storedMark: any Statement
    /// The records that name record ?1.
    let naming: any Statement
    /// The kind, the id and the latest version of record ?1.
    let current: any Statement
    let addSight: any Statement
    let referrers: any Statement
    let findRequest: any Statement
    let addRequest: any Statement
    let dropRequest: any Statement
    let expireRequests: any Statement

    init(_ connection: any Connection) throws(Status) {
        savepoint = try connection.prepare("SAVEPOINT write")
        release = try connection.prepare("RELEASE write")
        rollbackTo = try connection.prepare("ROLLBACK TO write")
        beginTransaction = try connection.prepare(
            """
            INSERT INTO transactions (sequence, time, author, format, peer, method, request_id, hash)
            VALUES (?1, ?2, ?3, \(Chain.Format.audited.rawValue), ?4, ?5, ?6, ?7)
            """
        )
        endTransaction = try connection.prepare("UPDATE transactions SET hash = ?2 WHERE sequence = ?1")
        latest = try connection.prepare(
            """
            SELECT r.record, v.revision, v.deleted, v.tlp, v.sequence, v.body, \(Sight.need(of: "r.record"))
            FROM records r LEFT JOIN versions v ON v.record = r.record
            WHERE r.kind = ?1 AND r.id = ?2 ORDER BY v.revision DESC LIMIT 1
            """
        )
        addRecord = try connection.prepare("INSERT INTO records (record, kind, id) VALUES (?1, ?2, ?3)")
        findNamed = try connection.prepare(
            """
            SELECT r.record, v.deleted, v.tlp, \(Sight.need(of: "r.record"))
            FROM kinds k CROSS JOIN records r ON r.kind = k.kind LEFT JOIN versions v ON v.record = r.record
            WHERE k.name = ?1 AND r.id = ?2 ORDER BY v.revision DESC LIMIT 1
            """
        )
        addVersion = try connection.prepare(
            """
            INSERT INTO versions (record, kind, sequence, revision, deleted, tlp, body_hash, body, salt, version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """
        )
        terms = try .terms(connection)
        words = try .words(connection)
        kindKey = try connection.prepare("SELECT kind FROM kinds WHERE name = ?1")
        addKind = try connection.prepare("INSERT INTO kinds (name) VALUES (?1) RETURNING kind")
        storedMark = try connection.prepare(
            """
            SELECT r.kind, k.name, r.id, \(Sight.need(of: "r.record")),
            coalesce((SELECT tlp FROM versions WHERE record = r.record ORDER BY revision DESC LIMIT 1), 0)
            FROM records r CROSS JOIN kinds k ON k.kind = r.kind WHERE r.record = ?1
            """
        )
        naming = try connection.prepare(
            """
            SELECT DISTINCT t.record FROM fields f
            CROSS JOIN terms t ON t.field = f.field AND t.value = ?1 AND t.until = 0
            WHERE f.kind IS NOT NULL AND f.type = \(Field.ValueType.name.rawValue)
            """
        )
        current = try connection.prepare(
            """
            SELECT r.id, v.body, '', v.tlp, v.deleted, v.revision, v.sequence, 0, k.name,
            EXISTS (SELECT 1 FROM redactions d WHERE d.version = v.version)
            FROM records r CROSS JOIN kinds k ON k.kind = r.kind CROSS JOIN versions v ON v.record = r.record
            WHERE r.record = ?1 ORDER BY v.revision DESC LIMIT 1
            """
        )
        addSight = try connection.prepare(
            "INSERT INTO sights (record, since, need, kind, place) VALUES (?1, ?2, ?3, ?4, ?5)"
        )
        referrers = try connection.prepare(
            """
            SELECT k.name, r.id, f.name, r.record FROM fields f
            CROSS JOIN terms t ON t.field = f.field AND t.value = ?1 AND t.until = 0
            CROSS JOIN records r ON r.record = t.record CROSS JOIN kinds k ON k.kind = r.kind
            WHERE f.kind IS NOT NULL AND f.type = \(Field.ValueType.name.rawValue)
            AND (SELECT deleted FROM versions WHERE record = t.record ORDER BY revision DESC LIMIT 1) = 0 LIMIT 1
            """
        )
        findRequest = try connection.prepare(
            "SELECT request, hash, reply, sequence, time FROM requests WHERE key = ?1"
        )
        addRequest = try connection.prepare(
            "INSERT INTO requests (key, hash, reply, sequence, time) VALUES (?1, ?2, ?3, ?4, ?5)"
        )
        dropRequest = try connection.prepare("DELETE FROM requests WHERE request = ?1")
        expireRequests = try connection.prepare(
            """
            DELETE FROM requests WHERE time < ?1
            AND request IN (SELECT request FROM requests ORDER BY request LIMIT ?2)
            """
        )
    }
}
