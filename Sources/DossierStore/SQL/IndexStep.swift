import DossierCore

/// Indexes some records of a kind, all their versions. On the writer's thread, in a transaction.
struct IndexStep {
    private let kind: DeclaredKind
    private let connection: any Connection
    private let terms: TermWriter

    init(_ group: GroupCommit, _ kind: DeclaredKind) {
        self.kind = kind
        connection = group.connection
        terms = group.termWriter
    }

    /// How many records are indexed, and how many there are.
    func counts() throws(Status) -> (done: Int, all: Int) {
        let count = try connection.prepare(
            "SELECT count(*) FROM records WHERE kind = ?1 AND record <= ?2",
            rows: .totals
        )
        count.bind(1, kind.key)
        func upTo(_ last: Int64) throws(Status) -> Int {
            defer { count.reset() }
            count.bind(2, last)
            return try count.step() ? Int(count.integer(0)) : 0
        }
        return (try upTo(indexed() ?? .max), try upTo(.max))
    }

    /// Indexes some records and returns how many; nil when all were indexed before.
    func run() throws(Status) -> Int? {
        guard let last = try indexed() else { return nil }
        let batch = try records(after: last)
        guard batch.allSatisfy({ $0 > last }) else { throw .damaged("records are found out of order") }
        for record in batch { try index(record) }
        let update = try connection.prepare("UPDATE kinds SET indexed = nullif(CAST(?2 AS BIGINT), -1) WHERE kind = ?1")
        update.bind(1, kind.key)
        update.bind(2, batch.last ?? -1)
        try update.run()
        guard try connection.changes() > 0 else { throw .damaged("a kind is found and cannot be changed") }
        return batch.count
    }

    /// The last record indexed; nil when all are.
    private func indexed() throws(Status) -> Int64? {
        let statement = try connection.prepare("SELECT indexed FROM kinds WHERE kind = ?1")
        statement.bind(1, kind.key)
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return statement.integer(0)
    }

    private func records(after last: Int64) throws(Status) -> [Int64] {
        let statement = try connection.prepare(
            "SELECT record FROM records WHERE record > ?2 AND kind = ?1 ORDER BY record LIMIT ?3"
        )
        statement.bind(1, kind.key)
        statement.bind(2, last)
        statement.bind(3, Int64(Limits.recordsPerStep))
        var records: [Int64] = []
        while try statement.step() { records.append(statement.integer(0)) }
        return records
    }

    private func index(_ record: Int64) throws(Status) {
        // Most hold since the same transaction until now: those go together.
        let spans = Dictionary(grouping: try terms.spans(of: record, kind)) { [$0.since, $0.until] }
        for (time, spans) in spans {
            try terms.add(spans.map(\.term), record: record, since: time[0], until: time[1])
        }
    }
}
