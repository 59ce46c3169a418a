import DossierCore

/// The statements of a change feed, prepared once for a connection.
struct ChangeStatements {
    /// Of kind ?1 behind (?2, ?4) up to transaction ?3, in commit order.
    ///
    /// With a limited sight those changes, too, by which records without a version of their own there came into someone's
    /// sight or left it.
    let next: any Statement
    /// Revision ?2 of record ?1.
    let revision: any Statement

    init(_ connection: any Connection, sight: Sight) throws(Status) {
        let before = "(SELECT deleted FROM versions WHERE record = v.record AND revision = v.revision - 1)"
        let from = "CROSS JOIN transactions t ON t.sequence ="
        let records = "CROSS JOIN records r ON r.record = v.record"
        switch sight {
        case .unlimited:
            next = try connection.prepare(
                """
                \(ReadStatements.version), \(before) FROM versions v \(from) v.sequence \(records)
                WHERE v.kind = ?1 AND (v.sequence, v.version) > (?2, ?4) AND v.sequence <= ?3
                ORDER BY v.sequence, v.version
                """,
                rows: .many
            )
        case .limited:
            let markBefore = """
                max(coalesce((SELECT tlp FROM versions WHERE record = v.record AND revision = v.revision - 1), 0),
                \(Sight.need(of: "v.record", before: "v.sequence")))
                """
            next = try connection.prepare(
                """
                \(ReadStatements.version), \(before), v.sequence AS at, v.version AS place, \(markBefore), NULL,
                \(Sight.mark(of: "v.record"))
                FROM versions v \(from) v.sequence \(records)
                WHERE v.kind = ?1 AND (v.sequence, v.version) > (?2, ?4) AND v.sequence <= ?3
                UNION ALL
                \(ReadStatements.version), v.deleted, s.since, s.place,
                max(v.tlp, \(Sight.need(of: "s.record", before: "s.since"))), max(v.tlp, s.need),
                \(Sight.mark(of: "s.record"))
                FROM sights s CROSS JOIN versions v ON v.version = (
                    SELECT version FROM versions WHERE record = s.record AND sequence <= s.since
                    ORDER BY revision DESC LIMIT 1
                ) \(from) s.since \(records)
                WHERE s.place > 0 AND s.kind = ?1 AND (s.since, s.place) > (?2, ?4) AND s.since <= ?3
                ORDER BY at, place
                """,
                rows: .many
            )
        }
        revision = try connection.prepare(
            """
            \(ReadStatements.version) FROM versions v \(from) v.sequence \(records)
            WHERE v.record = ?1 AND v.revision = ?2
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

    /// The same with a limited sight.
    func sightChange() -> SightChange {
        SightChange(
            position: FeedPosition(sequence: count(11), version: integer(12)),
            before: UInt32(truncatingIfNeeded: integer(13)),
            after: isNull(14) ? nil : UInt32(truncatingIfNeeded: integer(14)),
            now: UInt32(truncatingIfNeeded: integer(15))
        )
    }
}
