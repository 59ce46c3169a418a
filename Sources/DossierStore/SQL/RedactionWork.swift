import DossierCore

/// Takes the content of single versions away. On the writer's thread, in a transaction.
struct RedactionWork {
    private let kind: DeclaredKind
    private let mark: RedactionMark
    private let version: any Statement
    private let replace: any Statement
    private let add: any Statement
    private let forget: any Statement

    init(
        _ redaction: Redaction,
        _ kind: DeclaredKind,
        moment: Moment,
        author: [UInt8],
        _ connection: any Connection
    ) throws(Status) {
        self.kind = kind
        mark = RedactionMark(
            moment: moment,
            author: String(decoding: author, as: UTF8.self),
            reason: redaction.reason
        )
        version = try connection.prepare(
            """
            \(ReadStatements.version) FROM versions v CROSS JOIN transactions t ON t.sequence = v.sequence
            CROSS JOIN records r ON r.record = v.record WHERE v.version = ?1
            """
        )
        replace = try connection.prepare("UPDATE versions SET body = ?2, salt = ?3 WHERE version = ?1")
        add = try connection.prepare(
            "INSERT INTO redactions (version, sequence, reason, body_hash) VALUES (?1, ?2, ?3, ?4)"
        )
        // Of a request that wrote nothing nobody knows which records its answer tells of.
        forget = try connection.prepare("DELETE FROM requests WHERE sequence IN (0, ?1)")
    }

    /// Puts what its kind's module says in the place of the body, and forgets the answers that told of it.
    func redact(_ stored: SQLWriteTransaction.StoredVersion, chain: inout Chain) throws(Status) {
        let hash = try write(stored.key, chain: &chain)
        add.bind(1, stored.key)
        add.bind(2, mark.moment.sequence)
        add.bind(3, text: mark.reason)
        add.bind(4, hash)
        try add.run()
    }

    /// - Returns: the hash of what stands there now.
    private func write(_ key: Int64, chain: inout Chain) throws(Status) -> [UInt8] {
        version.bind(1, key)
        defer { version.reset() }
        guard try version.step() else { throw .damaged("a version is found and cannot be read") }
        let view = version.view(kind: kind.nameBytes)
        let body = try kind.kind.redact(view, mark)
        let hash = Sodium.hash(body)
        chain.add(redacted: view, reason: mark.reason.utf8, bodyHash: hash)
        forget.bind(1, view.moment.sequence)
        try forget.run()
        // It borrows what is about to be replaced.
        version.reset()
        replace.bind(1, key)
        replace.bind(2, body)
        replace.bind(3, [])
        try replace.run()
        return hash
    }
}
