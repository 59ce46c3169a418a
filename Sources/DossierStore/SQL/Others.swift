import DossierCore

/// Learns from the engine what other servers have committed. On the writer's thread, in a transaction.
final class Others {
    private let versions: any Statement
    private let remarked: any Statement
    private let redacted: any Statement
    private let size: any Statement
    private let fields: any Statement
    private let rows: RowKeys
    private let limit: Int

    /// On the writer's connection.
    /// - Parameter limit: versions, and records that read otherwise, that are worth to be learnt.
    init(_ connection: any Connection, limit: Int = Limits.tailEntries) throws(Status) {
        self.limit = limit
        rows = try RowKeys(connection)
        fields = try connection.prepare("SELECT field FROM fields WHERE kind = ?1 ORDER BY position")
        let need = Sight.need(of: "v.record")
        versions = try connection.prepare(
            """
            \(ReadStatements.version), v.kind, k.name, b.deleted, b.tlp, b.sequence, b.body, \(need),
            \(Sight.need(of: "v.record", before: "v.sequence"))
            FROM versions v CROSS JOIN transactions t ON t.sequence = v.sequence
            CROSS JOIN records r ON r.record = v.record CROSS JOIN kinds k ON k.kind = v.kind
            LEFT JOIN versions b ON b.record = v.record AND b.revision = v.revision - 1
            WHERE v.version IN (SELECT n.version FROM kinds m CROSS JOIN versions n ON n.kind = m.kind AND n.sequence > ?1)
            ORDER BY v.version
            """
        )
        size = try connection.prepare(
            """
            SELECT count(*), coalesce(sum(n.size), 0) FROM (
                SELECT length(v.body) AS size FROM kinds k
                CROSS JOIN versions v ON v.kind = k.kind AND v.sequence > ?1 LIMIT ?2
            ) n
            """
        )
        let named = "r.kind, k.name, r.id FROM"
        remarked = try connection.prepare(
            """
            SELECT \(named) kinds k CROSS JOIN sights s ON s.kind = k.kind AND s.since > ?1 AND s.place > 0
            CROSS JOIN records r ON r.record = s.record LIMIT ?2
            """
        )
        redacted = try connection.prepare(
            """
            SELECT DISTINCT \(named) redactions d CROSS JOIN versions v ON v.version = d.version
            CROSS JOIN records r ON r.record = v.record CROSS JOIN kinds k ON k.kind = r.kind WHERE d.sequence > ?1 LIMIT ?2
            """
        )
    }

    /// What there is now is known.
    func begin() throws(Status) { try rows.begin() }

    /// This server has written, up to these keys.
    func wrote(_ rows: RowKeys) { self.rows.take(rows) }

    /// FAILED_PRECONDITION once a server has declared a kind otherwise than this one has it: it would find, and write, by
    /// fields that are no more.
    func check(_ kinds: [String: DeclaredKind], _ now: RowKeys) throws(Status) {
        guard now.last(.fields) != rows.last(.fields) else { return }
        for kind in kinds.values {
            defer { fields.reset() }
            fields.bind(1, kind.key)
            var stored: [Int64] = []
            while try fields.step() { stored.append(fields.integer(0)) }
            guard stored == kind.fieldKeys + [kind.wordsKey] else {
                throw Status(
                    .failedPrecondition,
                    "another server serves \(kind.kind.name) by another module since; restart this one with that module"
                )
            }
        }
    }

    /// What has changed since what is known; nil when that is more than is worth to be learnt.
    /// - Parameter sequence: the last transaction that is known.
    func effects(_ kinds: [String: DeclaredKind], after sequence: UInt64) throws(Status) -> Effects? {
        guard try isSmall(after: sequence) else { return nil }
        var effects = Effects()
        effects.remarked = try records(remarked, after: sequence) + records(redacted, after: sequence)
        guard effects.remarked.count <= limit else { return nil }
        defer { versions.reset() }
        versions.bind(1, sequence)
        while try versions.step() { effects.changes.append(change(kinds, isFirst: sequence + 1)) }
        return effects
    }

    private func isSmall(after sequence: UInt64) throws(Status) -> Bool {
        defer { size.reset() }
        size.bind(1, sequence)
        size.bind(2, Int64(limit + 1))
        guard try size.step() else { return true }
        return size.integer(0) <= Int64(limit) && size.integer(1) <= Int64(Limits.tailBytes)
    }

    private func records(_ statement: any Statement, after sequence: UInt64) throws(Status) -> [Effects.Remarked] {
        defer { statement.reset() }
        statement.bind(1, sequence)
        statement.bind(2, Int64(limit + 1))
        var records: [Effects.Remarked] = []
        while try statement.step() {
            let name = RecordName(kind: [UInt8](statement.bytes(1)), id: [UInt8](statement.bytes(2)))
            records.append(Effects.Remarked(kind: statement.integer(0), name: name))
        }
        return records
    }

    /// The change in the present row.
    /// - Parameter isFirst: the transaction that follows what is known.
    private func change(_ kinds: [String: DeclaredKind], isFirst: UInt64) -> Change {
        let kind = kinds[versions.text(11)]
        let view = versions.view(kind: versions.bytes(11))
        let hasBefore = !versions.isNull(12)
        let tlp = (now: view.tlp, before: UInt32(truncatingIfNeeded: versions.integer(13)))
        let need = (
            now: UInt32(truncatingIfNeeded: versions.integer(16)), UInt32(truncatingIfNeeded: versions.integer(17))
        )
        let mark = max(tlp.now, need.now)
        var before = view
        before.body = versions.bytes(15)
        before.tlp = tlp.before
        before.deletion = versions.integer(12) == 0 ? .live : .tombstone
        before.revision = view.revision - 1
        var change = Change(
            kind: versions.integer(10),
            record: CachedRecord(copying: view, mark: mark),
            version: versions.versionKey,
            before: hasBefore ? versions.integer(12) == 0 ? .live : .tombstone : .none,
            index: index(view, kind),
            indexBefore: hasBefore ? index(before, kind) : nil
        )
        // Rather once too often: what one transaction wrote twice may have been marked higher between; and what is new may
        // have been named before it was written, in a transaction that is known or, where there are several, in one of them.
        if hasBefore {
            change.isRemarked = mark != max(tlp.before, need.1) || versions.count(14) == view.moment.sequence
        } else {
            let isKnown = versions.recordKey <= rows.last(.records)
            change.isRemarked = isKnown || mark > TLP.clear.rawValue && view.moment.sequence > isFirst
        }
        return change
    }

    /// What its module says of a version; nil where it does not accept it, or is not here.
    private func index(_ view: RecordView, _ kind: DeclaredKind?) -> RecordIndex? {
        guard let kind else { return nil }
        var sink = TermSink(fieldCount: kind.kind.fields.count)
        do {
            try kind.kind.index(view, &sink)
            return try RecordIndex(sink)
        } catch { return nil }
    }
}
