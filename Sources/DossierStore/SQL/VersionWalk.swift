import DossierCore

/// Goes through the versions of a record while its transactions are verified, in the same order.
final class VersionWalk {
    private let walk: RowWalk
    private let connection: any Connection
    private var isAtRow = false

    init(_ connection: any Connection, hasAudit: Bool) throws(Status) {
        self.connection = connection
        walk = try RowWalk(
            connection,
            of: "versions v",
            key: ["v.version"],
            weight: "length(v.body)",
            """
            SELECT v.sequence, k.name, r.id, v.body, v.tlp, v.deleted, v.revision, v.body_hash,
            v.kind IS NOT DISTINCT FROM r.kind, \(hasAudit ? "v.salt, d.body_hash" : "NULL, NULL")
            FROM versions v LEFT JOIN records r ON r.record = v.record LEFT JOIN kinds k ON k.kind = r.kind
            \(hasAudit ? "LEFT JOIN redactions d ON d.version = v.version" : "")
            """
        )
    }

    private var statement: any Statement { walk.rows }

    /// Goes to the first version behind a transaction.
    func start(after sequence: Int64) throws(Status) {
        walk.start(after: [try lastVersion(upTo: sequence)])
        isAtRow = try walk.step()
    }

    /// The transaction of the next version; nil: there is none.
    var next: UInt64? { isAtRow ? statement.count(0) : nil }

    /// Covers what a transaction wrote. DATA_LOSS when a body is not the one that was written.
    func add(to chain: inout Chain, _ moment: Moment) throws(Status) {
        while isAtRow, statement.integer(0) == Int64(moment.sequence) {
            let view = statement.chained(moment)
            let bodyHash = statement.bytes(7)
            try check(view, bodyHash, moment)
            chain.add(view, bodyHash: bodyHash)
            isAtRow = try walk.step()
        }
    }

    private func check(_ view: RecordView, _ bodyHash: UnsafeRawBufferPointer, _ moment: Moment) throws(Status) {
        // That it was redacted, the transaction that did it covers.
        let isRedacted = !statement.isNull(10)
        let found =
            isRedacted
            ? Sodium.hash(view.body)
            : Chain.hash(view.body, salt: statement.isNull(9) ? [] : [UInt8](statement.bytes(9)))
        let name = "\(statement.text(1))/\(statement.text(2))"
        guard found.elementsEqual(isRedacted ? statement.bytes(10) : bodyHash) else {
            throw .broken(moment, "wrote revision \(view.revision) of \(name), whose body has changed since")
        }
        guard statement.integer(8) != 0 else {
            throw .broken(moment, "wrote revision \(view.revision) of \(name), which now stands under another kind")
        }
    }

    private func lastVersion(upTo sequence: Int64) throws(Status) -> Int64 {
        guard sequence > 0 else { return 0 }
        // From the end: versions are in the order of their transactions, and the tail is short.
        let statement = try connection.prepare(
            "SELECT version FROM versions WHERE sequence <= ?1 ORDER BY version DESC LIMIT 1"
        )
        statement.bind(1, sequence)
        return try statement.step() ? statement.integer(0) : 0
    }
}

extension Statement {
    /// What the chain covers of the version in the present row: kind, id, body, tlp, deleted and revision from column 1.
    func chained(_ moment: Moment) -> RecordView {
        RecordView(
            kind: bytes(1),
            id: bytes(2),
            body: bytes(3),
            author: UnsafeRawBufferPointer(start: nil, count: 0),
            tlp: UInt32(truncatingIfNeeded: integer(4)),
            deletion: integer(5) == 0 ? .live : .tombstone,
            revision: UInt64(bitPattern: integer(6)),
            moment: moment
        )
    }
}
