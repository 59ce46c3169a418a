import DossierCore

/// The statements of a change feed, prepared once for a connection.
struct ChangeStatements {
    /// Of kind ?1 behind (?2, ?4) up to transaction ?3, in commit order.
    let next: Statement
    /// Revision ?2 of record ?1.
    let revision: Statement

    init(_ connection: Connection) throws(Status) {
        next = try connection.prepare(
            """
            \(ReadStatements.version), (SELECT deleted FROM versions WHERE record = v.record AND revision = v.revision - 1)
            FROM versions v CROSS JOIN transactions t ON t.sequence = v.sequence
            CROSS JOIN records r ON r.record = v.record
            WHERE v.kind = ?1 AND (v.sequence, v.version) > (?2, ?4) AND v.sequence <= ?3
            ORDER BY v.sequence, v.version
            """
        )
        revision = try connection.prepare(
            """
            \(ReadStatements.version) FROM versions v CROSS JOIN transactions t ON t.sequence = v.sequence
            CROSS JOIN records r ON r.record = v.record WHERE v.record = ?1 AND v.revision = ?2
            """
        )
    }
}

extension Statement {
    /// The change in the present row of `ChangeStatements.next`.
    func change(kind: UnsafeRawBufferPointer) -> RecordView {
        var view = view(kind: kind)
        view.before = isNull(10) ? .none : integer(10) == 0 ? .live : .tombstone
        return view
    }
}
