import DossierCore

extension SQLWriteTransaction {
    func redact(_ redaction: Redaction) throws(Status) -> [UInt64] {
        let kind = try declared(redaction.kind)
        let versions = try versions(of: redaction, kind)
        let chosen = try choose(redaction, of: versions)
        guard !chosen.isEmpty, let record = versions.first?.record else { return [] }
        try beginTransaction()
        let before = try terms.spans(of: record, kind)
        let work = try RedactionWork(redaction, kind, moment: moment, author: author, connection)
        for version in chosen { try work.redact(version, chain: &chain) }
        let after = try terms.spans(of: record, kind)
        for span in before.subtracting(after) { try terms.remove(span, record: record) }
        for span in after.subtracting(before) {
            try terms.add([span.term], record: record, since: span.since, until: span.until)
        }
        // What is taken away stays in the engine's files until they are scrubbed.
        try connection.note("scrub")
        // What it named may have raised its mark: that stays, so that nobody sees more than before.
        let name = RecordName(kind: [UInt8](redaction.kind.utf8), id: redaction.id)
        redacted.append(Effects.Remarked(kind: kind.key, name: name))
        return chosen.map(\.revision)
    }

    /// A version of the record.
    struct StoredVersion {
        var key: Int64
        var record: Int64
        var revision: UInt64
        var isDeleted: Bool
        var isRedacted: Bool
    }

    /// All of them, the oldest first.
    private func versions(of redaction: Redaction, _ kind: DeclaredKind) throws(Status) -> [StoredVersion] {
        let statement = try connection.prepare(
            """
            SELECT v.version, v.record, v.revision, v.deleted, d.version IS NOT NULL
            FROM records r CROSS JOIN versions v ON v.record = r.record
            LEFT JOIN redactions d ON d.version = v.version WHERE r.kind = ?1 AND r.id = ?2 ORDER BY v.revision
            """
        )
        statement.bind(1, kind.key)
        statement.bind(2, text: redaction.id)
        var versions: [StoredVersion] = []
        while try statement.step() {
            versions.append(
                StoredVersion(
                    key: statement.integer(0),
                    record: statement.integer(1),
                    revision: statement.count(2),
                    isDeleted: statement.integer(3) != 0,
                    isRedacted: statement.integer(4) != 0
                )
            )
        }
        guard !versions.isEmpty else { throw Status(.notFound, "\(redaction.name) does not exist") }
        return versions
    }

    /// Those that are to be redacted now.
    private func choose(_ redaction: Redaction, of versions: [StoredVersion]) throws(Status) -> [StoredVersion] {
        let name = redaction.name
        let wanted = Set(redaction.revisions)
        if let missing = wanted.subtracting(versions.map(\.revision)).min() {
            throw Status(.notFound, "revision \(missing) of \(name) does not exist; its last one is \(versions.count)")
        }
        let chosen = versions.filter { wanted.isEmpty || wanted.contains($0.revision) }
        if let last = versions.last, !last.isDeleted, chosen.last?.revision == last.revision {
            throw Status(
                .failedPrecondition,
                """
                revision \(last.revision) of \(name) is the current one: delete \(name), or update it without what is to go, \
                then redact; or name earlier revisions alone
                """
            )
        }
        let left = chosen.filter { !$0.isRedacted }
        guard left.count <= Limits.redactedRevisions else {
            let most = "at most \(Limits.redactedRevisions) at a time"
            throw Status(.resourceExhausted, "\(left.count) revisions of \(name) would be redacted; \(most): name some")
        }
        return left
    }
}

extension Redaction {
    /// "incidents/july-attack".
    var name: String { "\(kind)/\(String(decoding: id, as: UTF8.self))" }
}
