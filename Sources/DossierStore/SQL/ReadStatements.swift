import DossierCore

/// The statements of a view, prepared once for a connection.
final class ReadStatements {
    /// The last transaction; where other servers declare kinds, too, also the highest field that there is.
    let head: any Statement
    let atSequence: any Statement
    let atTime: any Statement
    let get: any Statement
    let getRevision: any Statement
    /// The latest version of the record of kind ?1 and id ?2, and the last transaction.
    let current: any Statement
    let find: FindStatements
    let index: IndexStatements
    let history: any Statement
    let changes: ChangeStatements
    /// The latest revision of record ?1.
    let latestRevision: any Statement
    /// Whether revision ?2 of record ?1 was redacted.
    let isRedacted: any Statement
    /// What clearance takes the record of kind ?1, by its name, and id ?2; no row where there is none.
    let mark: any Statement

    init(_ connection: any Connection, sight: Sight) throws(Status) {
        let transaction = "SELECT sequence, time, hash FROM transactions"
        let declared = connection.isShared ? ", (SELECT max(field) FROM fields)" : ""
        head = try connection.prepare(RecordHead.query(and: declared))
        atSequence = try connection.prepare("\(transaction) WHERE sequence = ?1")
        atTime = try connection.prepare("\(transaction) WHERE time <= ?1 ORDER BY time DESC, sequence DESC LIMIT 1")
        let found = """
            FROM records r CROSS JOIN versions v ON v.record = r.record
            CROSS JOIN transactions t ON t.sequence = v.sequence WHERE r.kind = ?1 AND r.id = ?2
            """
        let named = "\(Self.version), \(Sight.mark(of: "r.record")) \(found) AND v.sequence <= ?3"
        current = try connection.prepare(
            """
            \(Self.version), \(Sight.mark(of: "r.record")), (SELECT max(sequence) FROM transactions),
            (SELECT time FROM transactions ORDER BY sequence DESC LIMIT 1) \(found) ORDER BY v.revision DESC LIMIT 1
            """
        )
        get = try connection.prepare("\(named) ORDER BY v.revision DESC LIMIT 1")
        getRevision = try connection.prepare("\(named) AND v.revision = ?4")
        history = try connection.prepare("\(named) AND v.revision < ?4 ORDER BY v.revision DESC LIMIT ?5", rows: .many)
        find = try FindStatements(connection, sight: sight)
        index = try IndexStatements(connection, sight: sight)
        changes = try ChangeStatements(connection, sight: sight)
        latestRevision = try connection.prepare(
            "SELECT revision FROM versions WHERE record = ?1 ORDER BY revision DESC LIMIT 1"
        )
        isRedacted = try connection.prepare(
            """
            SELECT 1 FROM versions v CROSS JOIN redactions d ON d.version = v.version
            WHERE v.record = ?1 AND v.revision = ?2
            """
        )
        mark = try connection.prepare(
            """
            SELECT \(Sight.mark(of: "r.record")) FROM kinds k CROSS JOIN records r ON r.kind = k.kind AND r.id = ?2
            WHERE k.name = ?1
            """
        )
    }

    /// The columns that `Statement.view` reads.
    static let version = """
        SELECT r.id, v.body, t.author, v.tlp, v.deleted, v.revision, v.sequence, t.time, v.version, v.record
        """
}

extension Statement {
    /// The version in the present row of a statement that selects `ReadStatements.version`.
    func view(kind: UnsafeRawBufferPointer) -> RecordView {
        RecordView(
            kind: kind,
            id: bytes(0),
            body: bytes(1),
            author: bytes(2),
            tlp: UInt32(truncatingIfNeeded: integer(3)),
            deletion: integer(4) == 0 ? .live : .tombstone,
            revision: UInt64(bitPattern: integer(5)),
            moment: Moment(sequence: UInt64(bitPattern: integer(6)), time: integer(7))
        )
    }

    /// That version's key.
    var versionKey: Int64 { integer(8) }

    /// Its record's key.
    var recordKey: Int64 { integer(9) }

    /// What clearance the record takes now, in the present row of `ReadStatements.get`, `getRevision` or `history`.
    var mark: UInt32 { UInt32(truncatingIfNeeded: integer(10)) }

    /// The transaction, with its hash, in the first row of a statement that selects it; nil when there is none.
    func head() throws(Status) -> RecordHead? {
        defer { reset() }
        return try step() ? shownHead : nil
    }

    /// The transaction, with its hash, in the present row of a statement that selects it.
    var shownHead: RecordHead {
        RecordHead(moment: Moment(sequence: count(0), time: integer(1)), hash: [UInt8](bytes(2)))
    }

    /// The transaction in the present row of a statement that selects it; nil when there is no row.
    func moment() throws(Status) -> Moment? {
        defer { reset() }
        return try step() ? shownMoment : nil
    }

    /// The transaction in the present row of a statement that selects it.
    var shownMoment: Moment { Moment(sequence: UInt64(bitPattern: integer(0)), time: integer(1)) }
}
