import DossierCore

/// Goes through the redactions of a record while its transactions are verified, in the same order.
final class RedactionWalk {
    private let walk: RowWalk
    private var isAtRow = false

    init(_ connection: any Connection) throws(Status) {
        walk = try RowWalk(
            connection,
            of: "redactions d",
            key: ["d.sequence", "d.version"],
            """
            SELECT d.sequence, k.name, r.id, '', v.tlp, v.deleted, v.revision, d.reason, d.body_hash
            FROM redactions d LEFT JOIN versions v ON v.version = d.version
            LEFT JOIN records r ON r.record = v.record LEFT JOIN kinds k ON k.kind = r.kind
            """
        )
    }

    private var statement: any Statement { walk.rows }

    /// Goes to the first redaction behind a transaction.
    func start(after sequence: Int64) throws(Status) {
        walk.start(after: [sequence, .max])
        isAtRow = try walk.step()
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
            isAtRow = try walk.step()
        }
    }
}
