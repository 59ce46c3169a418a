import DossierCore

/// Goes through the redactions of a record while its transactions are verified, in the same order.
final class RedactionWalk {
    private let statement: Statement
    private var isAtRow = false

    init(_ connection: Connection) throws(Status) {
        statement = try connection.prepare(
            """
            SELECT d.sequence, k.name, r.id, v.body, v.tlp, v.deleted, v.revision, d.reason, d.body_hash
            FROM redactions d LEFT JOIN versions v ON v.version = d.version
            LEFT JOIN records r ON r.record = v.record LEFT JOIN kinds k ON k.kind = r.kind
            WHERE d.sequence > ?1 ORDER BY d.sequence, d.version
            """
        )
    }

    deinit { statement.reset() }

    /// Goes to the first redaction behind a transaction.
    func start(after sequence: Int64) throws(Status) {
        statement.bind(1, sequence)
        isAtRow = try statement.step()
    }

    /// The transaction of the next redaction; nil: there is none.
    var next: UInt64? { isAtRow ? statement.count(0) : nil }

    /// Covers what a transaction redacted.
    func add(to chain: inout Chain, _ moment: Moment) throws(Status) {
        while isAtRow, statement.integer(0) == Int64(moment.sequence) {
            chain.add(
                redacted: statement.chained(moment),
                reason: statement.bytes(7),
                bodyHash: statement.bytes(8)
            )
            isAtRow = try statement.step()
        }
    }
}
