import DossierCore

/// Reads transactions for the audit. On the thread that has the connection, in a transaction.
struct AuditLog {
    let connection: any Connection

    /// A page. The entries of a kind that no module declares any more are shown, too.
    func page(_ query: AuditQuery) throws(Status) -> AuditPage {
        guard let range = try range(query) else { return AuditPage() }
        let statement = try connection.prepare(
            """
            \(query.record == nil ? "" : Self.ofRecord)
            SELECT t.sequence, t.time, t.author, t.peer, t.method, t.request_id, t.hash FROM \(Self.source(query))
            WHERE t.sequence >= ?1 AND t.sequence < ?2 \(query.author == nil ? "" : "AND t.author = ?3")
            ORDER BY t.sequence DESC LIMIT ?4
            """
        )
        statement.bind(1, range.lowerBound)
        statement.bind(2, range.upperBound)
        if let author = query.author { statement.bind(3, text: author) }
        statement.bind(4, Int64(query.limit + 1))
        if let (kind, id) = query.record {
            statement.bind(5, text: kind)
            statement.bind(6, text: id)
        }
        var page = AuditPage()
        while try statement.step() {
            if page.entries.count == query.limit {
                page.before = page.entries.last?.moment.sequence
                break
            }
            page.entries.append(try entry(statement))
        }
        return page
    }

    /// The transactions that wrote or redacted the record ?6 of kind ?5.
    private static let ofRecord = """
        WITH touching AS MATERIALIZED (
            SELECT v.version, v.sequence FROM kinds k CROSS JOIN records r ON r.kind = k.kind AND r.id = ?6
            CROSS JOIN versions v ON v.record = r.record WHERE k.name = ?5
        ), sequences AS MATERIALIZED (
            SELECT sequence FROM touching
            UNION SELECT d.sequence FROM touching o CROSS JOIN redactions d ON d.version = o.version
        )
        """

    private static func source(_ query: AuditQuery) -> String {
        if query.record != nil { return "sequences s CROSS JOIN transactions t ON t.sequence = s.sequence" }
        return query.author == nil ? "transactions t" : "transactions t INDEXED BY transactions_by_author"
    }

    /// The transactions that can be meant; nil: none.
    private func range(_ query: AuditQuery) throws(Status) -> Range<UInt64>? {
        let start = try query.start.map { (time) throws(Status) in try first(since: time) ?? .max } ?? 0
        var end = query.before ?? .max
        if let time = query.end, let next = try first(since: time) { end = min(end, next) }
        return start < end ? start..<end : nil
    }

    /// The first transaction at or after a time.
    private func first(since time: Int64) throws(Status) -> UInt64? {
        let statement = try connection.prepare(
            "SELECT sequence FROM transactions WHERE time >= ?1 ORDER BY time, sequence LIMIT 1"
        )
        statement.bind(1, time)
        return try statement.step() ? statement.count(0) : nil
    }

    private func entry(_ row: any Statement) throws(Status) -> AuditEntry {
        let moment = Moment(sequence: row.count(0), time: row.integer(1))
        let (redacted, reason) = try redacted(in: moment.sequence)
        return AuditEntry(
            moment: moment,
            author: row.text(2),
            origin: Write.Origin(peer: row.text(3), method: row.text(4), requestID: row.text(5)),
            hash: [UInt8](row.bytes(6)),
            written: try written(in: moment.sequence),
            redacted: redacted,
            reason: reason
        )
    }

    private static let named = """
        CROSS JOIN records r ON r.record = v.record CROSS JOIN kinds k ON k.kind = r.kind
        """
    private static let revision = "SELECT k.name, r.id, v.revision, v.deleted"

    private func written(in sequence: UInt64) throws(Status) -> AuditEntry.Revisions {
        // Kinds are few, and each has its versions in the order of transactions.
        let versions =
            "FROM kinds o CROSS JOIN versions v INDEXED BY versions_by_kind ON v.kind = o.kind AND v.sequence = ?1"
        let statement = try connection.prepare(
            """
            \(Self.revision), EXISTS (SELECT 1 FROM redactions d WHERE d.version = v.version)
            \(versions) \(Self.named) ORDER BY v.version LIMIT \(Limits.auditedRevisions)
            """
        )
        return try revisions(statement, count: "SELECT count(*) \(versions)", sequence) { $0.integer(4) != 0 }
    }

    private func redacted(in sequence: UInt64) throws(Status) -> (AuditEntry.Revisions, reason: String) {
        let versions = "FROM redactions d CROSS JOIN versions v ON v.version = d.version"
        let statement = try connection.prepare(
            """
            \(Self.revision), d.reason \(versions) \(Self.named) WHERE d.sequence = ?1
            ORDER BY d.version LIMIT \(Limits.auditedRevisions)
            """
        )
        var reason = ""
        let count = "SELECT count(*) FROM redactions WHERE sequence = ?1"
        let revisions = try revisions(statement, count: count, sequence) { row in
            reason = row.text(4)
            return true
        }
        return (revisions, reason)
    }

    private func revisions(
        _ statement: any Statement,
        count: String,
        _ sequence: UInt64,
        isRedacted: (any Statement) -> Bool
    ) throws(Status) -> AuditEntry.Revisions {
        var revisions = AuditEntry.Revisions()
        statement.bind(1, sequence)
        while try statement.step() {
            revisions.listed.append(
                AuditEntry.Revision(
                    name: "\(statement.text(0))/\(statement.text(1))",
                    revision: statement.count(2),
                    isDeleted: statement.integer(3) != 0,
                    isRedacted: isRedacted(statement)
                )
            )
        }
        revisions.count = UInt64(revisions.listed.count)
        guard revisions.listed.count == Limits.auditedRevisions else { return revisions }
        let counting = try connection.prepare(count)
        counting.bind(1, sequence)
        if try counting.step() { revisions.count = counting.count(0) }
        return revisions
    }
}
