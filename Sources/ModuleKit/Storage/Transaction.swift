import CDossierModule
import DossierCore

/// One consistent view of the record, and in a write the way to change it. Inside its body only.
public struct Transaction {
    let table: UnsafePointer<dossier_store>
    let raw: OpaquePointer
    /// Whose read it is; nil: nobody's, or a write.
    var call: Call?

    /// Sees a version; false stops, and what it throws is thrown on. No store call inside.
    public typealias Visit = (Record) throws(Interrupt) -> Bool

    /// Sees a value of a term and how many records have it; false stops. No store call inside.
    public typealias TallyVisit = (_ value: UnsafeRawBufferPointer, _ count: UInt64) -> Bool

    /// Of a read: its view; UNAVAILABLE when that cannot be found out. Of a write: what it will commit with.
    public var moment: dossier_moment {
        get throws(Interrupt) {
            var moment = dossier_moment()
            try check(table.pointee.moment(raw, &moment))
            return moment
        }
    }

    /// CANCELLED once nobody waits for what is read here: long work asks now and then.
    public func checkIsAwaited() throws(Interrupt) {
        if call?.isCancelled == true { throw .failed(.cancelled, "nobody waits for the answer any more") }
    }

    /// Visits the version that holds, tombstones too, or the given revision. NOT_FOUND.
    public func get(
        _ kind: KindName,
        _ id: UnsafeRawBufferPointer,
        revision: UInt64 = 0,
        _ visit: Visit
    ) throws(Interrupt) {
        try visiting(visit) { function, user in
            table.pointee.get(raw, kind.bytes, dossier_bytes(id), revision, function, user)
        }
    }

    /// Visits the records that a query asks for, in its order.
    public func find(_ query: Query, _ visit: Visit) throws(Interrupt) {
        try visiting(visit) { function, user in query.withRaw { table.pointee.find(raw, $0, function, user) } }
    }

    /// How many `find` would visit without a limit.
    public func count(_ query: Query) throws(Interrupt) -> UInt64 {
        var count: UInt64 = 0
        try check(query.withRaw { table.pointee.count(raw, $0, &count) })
        return count
    }

    /// Visits the values that a term has among the records that a filter and a text select, each with how many have it,
    /// in the order of the values' bytes; false stops. Names and texts are UTF-8, numbers as `TermWriter.add` gives them.
    public func tally(
        of term: TermPlace,
        filter: String = "",
        text: String = "",
        showDeleted: Bool = false,
        _ visit: TallyVisit
    ) throws(Interrupt) {
        var query = Query(kind: term.kind, limit: 0)
        query.filter = filter
        query.text = text
        query.showDeleted = showDeleted
        let status = withoutActuallyEscaping(visit) { visit in
            var visit = visit
            return withUnsafeMutablePointer(to: &visit) { pointer in
                query.withRaw { query in
                    table.pointee.tally(
                        raw,
                        query,
                        term.place,
                        { user, value, count in
                            user!.assumingMemoryBound(to: TallyVisit.self).pointee(value.buffer, count)
                        },
                        pointer
                    )
                }
            }
        }
        try check(status)
    }

    /// Visits the live records that name a record in one of their terms, in no promised order: by the index, without a
    /// filter and its bounds. Nobody names what does not exist.
    public func referrers(
        to kind: KindName,
        _ id: UnsafeRawBufferPointer,
        in term: TermPlace,
        _ visit: Visit
    ) throws(Interrupt) {
        try visiting(visit) { function, user in
            table.pointee.referrers(
                raw,
                kind.bytes,
                dossier_bytes(id),
                term.kind.bytes,
                term.place,
                function,
                user
            )
        }
    }

    /// Visits the revisions of a record before one (0: all), newest first.
    public func history(
        _ kind: KindName,
        _ id: UnsafeRawBufferPointer,
        before revision: UInt64 = 0,
        limit: Int,
        _ visit: Visit
    ) throws(Interrupt) {
        try visiting(visit) { function, user in
            table.pointee.history(
                raw,
                kind.bytes,
                dossier_bytes(id),
                revision,
                UInt32(clamping: limit),
                function,
                user
            )
        }
    }

    /// Visits the changes of a kind in commit order, after the query's cursor, else after a transaction.
    /// - Returns: where to go on, behind what was looked at and before what `visit` said false to; empty: nothing is left
    ///   up to `moment`.
    @discardableResult
    public func changes(_ query: Query, after: UInt64, _ visit: Visit) throws(Interrupt) -> [UInt8] {
        var end = dossier_bytes()
        try visiting(visit) { function, user in
            query.withRaw { table.pointee.changes(raw, $0, after, function, user, &end) }
        }
        return [UInt8](end.buffer)
    }

    /// Writes a version; `revision` is the one expected to be the latest, 0 where none must exist.
    /// - Returns: the new revision.
    @discardableResult
    public func put(
        _ kind: KindName,
        _ id: UnsafeRawBufferPointer,
        _ body: UnsafeRawBufferPointer,
        tlp: UInt32,
        deleted: Bool,
        revision: UInt64
    ) throws(Interrupt) -> UInt64 {
        var record = dossier_record()
        record.kind = kind.bytes
        record.id = dossier_bytes(id)
        record.body = dossier_bytes(body)
        record.tlp = tlp
        record.deleted = deleted ? 1 : 0
        record.revision = revision
        var written: UInt64 = 0
        try check(table.pointee.put(raw, &record, &written))
        return written
    }

    /// What the call is answered once the write is durable. Copies.
    public func reply(encoded: UnsafeRawBufferPointer) {
        var outcome = dossier_outcome()
        outcome.size = UInt32(MemoryLayout<dossier_outcome>.size)
        outcome.encoded = dossier_bytes(encoded)
        table.pointee.reply(raw, &outcome)
    }

    /// Leaves a failure for `done`.
    func reply(_ status: Status) { status.withOutcome { table.pointee.reply(raw, $0) } }

    private func visiting(
        _ visit: Visit,
        _ call: (dossier_visit, UnsafeMutableRawPointer) -> dossier_status
    ) throws(Interrupt) {
        var failure: Interrupt?
        let status = withoutActuallyEscaping(visit) { visit in
            var visiting = Visiting(visit: visit)
            defer { failure = visiting.failure }
            return withUnsafeMutablePointer(to: &visiting) { visiting in
                call(
                    { visiting, record, cursor in
                        visiting!.assumingMemoryBound(to: Visiting.self).pointee
                            .run(Record(raw: record!, cursor: cursor.buffer))
                    },
                    visiting
                )
            }
        }
        if let failure { throw failure }
        try check(status)
    }

    /// What a visit hands through the contract: a structure on the stack, as a closure in its place would be allocated.
    private struct Visiting {
        let visit: Visit
        var failure: Interrupt?

        mutating func run(_ record: Record) -> Bool {
            do throws(Interrupt) {
                return try visit(record)
            } catch {
                failure = error
                return false
            }
        }
    }

    private func check(_ status: dossier_status) throws(Interrupt) {
        if status == 0 { return }
        if status == DOSSIER_WAIT { throw .wait }
        throw .failed(Status(table.pointee.failure(raw), fallback: status))
    }
}
