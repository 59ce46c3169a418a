import DossierCore

/// One logical transaction inside the writer's group.
final class SQLWriteTransaction: SQLReadTransaction, WriteTransaction {
    /// A record as this transaction leaves it.
    struct Written {
        var key: Int64
        var kind: String
        var id: String
        var isDeleted: Bool
        var references: [TermWriter.Reference]
        var tlp: UInt32
        /// What clearance it took before the transaction; nil: it was not there,
        var before: StoredMark?
        /// and nobody had named it.
        var isNew: Bool
        /// It is marked lower than before, or names less.
        var hasLost: Bool
        /// And that from one of its versions in the transaction to the next: the earlier one takes more.
        var hasLostWithin: Bool
    }

    /// Each record once, by key, as it is left.
    private(set) var written: [Int64: Written] = [:]
    /// Each version, in the order of writing.
    private(set) var changes: [Change] = []
    /// The key of each one's record.
    private var changed: [Int64] = []
    /// The records that versions were redacted of: what is kept of them in memory is let go.
    var redacted: [Effects.Remarked] = []
    let write: WriteStatements
    let terms: TermWriter
    let author: [UInt8]
    var chain: Chain
    private let origin: Write.Origin
    private var isBegun = false

    init(
        writer: GroupCommit,
        kinds: [String: DeclaredKind],
        last: RecordHead,
        moment: Moment,
        of queued: Write
    ) {
        let clearance = queued.clearance
        write = writer.statements
        terms = writer.termWriter
        author = [UInt8](queued.author.utf8)
        origin = queued.origin
        let head = Chain.Head(
            moment: moment,
            author: queued.author.utf8,
            peer: origin.peer.utf8,
            method: origin.method.utf8,
            requestID: origin.requestID.utf8
        )
        chain = Chain(previous: last.hash, head)
        super.init(
            connection: writer.connection,
            statements: clearance == .red ? writer.readStatements : writer.limitedStatements,
            clearance: clearance,
            kinds: kinds,
            cursorKey: writer.cursorKey,
            head: moment,
            moment: moment,
            cache: nil
        )
    }

    func put(_ record: NewRecord) throws(Status) -> UInt64 {
        let kind = try declared(record.kind)
        guard !record.id.isEmpty, record.id.count <= Limits.recordIDBytes else {
            throw Status(.invalidArgument, "an id of \(record.kind) must have 1 to \(Limits.recordIDBytes) bytes")
        }
        guard isUnlimited || record.tlp <= clearance.rawValue else { throw aboveClearance(record) }
        let before = try latest(kind, record)
        let view = RecordView(
            kind: kind.nameBytes,
            id: record.id,
            body: record.body,
            author: UnsafeRawBufferPointer(start: nil, count: 0),
            tlp: record.tlp,
            deletion: record.deleted ? .tombstone : .live,
            revision: record.revision + 1,
            moment: moment
        )
        // Before its terms, which may refer to the record itself.
        let key = if let key = before.key { key } else { try terms.addRecord(kind.key, [UInt8](record.id)) }
        let now = try terms.terms(of: view, kind)
        try beginTransaction()
        try addVersion(view, record: key, kind)
        note(view, kind, now.index, before, record: key)
        try terms.replace(before.terms.terms, by: now.terms, record: key, from: moment.sequence)
        let isFirst = written[key] == nil
        let kept = Set(now.references.map(\.target.key))
        let hasLost =
            record.tlp < before.mark?.tlp ?? 0 || before.terms.references.contains { !kept.contains($0.target.key) }
        written[key] = Written(
            key: key,
            kind: record.kind,
            id: String(decoding: record.id, as: UTF8.self),
            isDeleted: record.deleted,
            references: now.references,
            tlp: record.tlp,
            before: isFirst ? before.mark : written[key]?.before,
            isNew: isFirst ? before.key == nil : written[key]?.isNew ?? false,
            hasLost: hasLost || written[key]?.hasLost ?? false,
            hasLostWithin: !isFirst && (hasLost || written[key]?.hasLostWithin == true)
        )
        return view.revision
    }

    /// Whether there is something to seal.
    var hasWritten: Bool { isBegun }

    /// Seals what was written, and says what the next transaction's hash must follow.
    func finish() throws(Status) -> RecordHead {
        let hash = chain.hash()
        write.endTransaction.bind(1, moment.sequence)
        write.endTransaction.bind(2, hash)
        try write.endTransaction.run()
        return RecordHead(moment: moment, hash: hash)
    }

    private struct Before {
        var key: Int64?
        var state = RecordView.Before.none
        var terms = TermWriter.Terms()
        var mark: StoredMark?
    }

    /// Once something is about to be written.
    func beginTransaction() throws(Status) {
        guard !isBegun else { return }
        isBegun = true
        write.beginTransaction.bind(1, moment.sequence)
        write.beginTransaction.bind(2, moment.time)
        write.beginTransaction.bind(3, text: author)
        write.beginTransaction.bind(4, text: origin.peer)
        write.beginTransaction.bind(5, text: origin.method)
        write.beginTransaction.bind(6, text: origin.requestID)
        // The hash of what is still to be written.
        write.beginTransaction.bind(7, [UInt8](repeating: 0, count: Sodium.hashBytes))
        try write.beginTransaction.run()
    }

    /// The record's key and terms so far, when its latest revision is the one expected.
    private func latest(_ kind: DeclaredKind, _ record: NewRecord) throws(Status) -> Before {
        let statement = write.latest
        return try using(statement) { () throws(Status) in
            statement.bind(1, kind.key)
            statement.bind(2, borrowedText: record.id)
            guard try statement.step(), !statement.isNull(1) else {
                guard record.revision == 0 else { throw conflict(record, 0) }
                return Before(key: statement.isNull(0) ? nil : statement.integer(0))
            }
            let old = RecordView(
                kind: kind.nameBytes,
                id: record.id,
                body: statement.bytes(5),
                author: UnsafeRawBufferPointer(start: nil, count: 0),
                tlp: UInt32(truncatingIfNeeded: statement.integer(3)),
                deletion: statement.integer(2) == 0 ? .live : .tombstone,
                revision: statement.count(1),
                moment: Moment(sequence: statement.count(4), time: 0)
            )
            let mark = StoredMark(tlp: old.tlp, need: UInt32(truncatingIfNeeded: statement.integer(6)))
            guard mayShow(mark) else { throw hidden(record) }
            guard old.revision == record.revision else { throw conflict(record, old.revision, old.deletion) }
            // A body that the module no longer accepts was indexed without terms.
            let terms = try? terms.terms(of: old, kind)
            return Before(
                key: statement.integer(0),
                state: old.deletion == .live ? .live : .tombstone,
                terms: terms ?? TermWriter.Terms(),
                mark: mark
            )
        }
    }

    private func addVersion(_ view: RecordView, record: Int64, _ kind: DeclaredKind) throws(Status) {
        let salt = Sodium.random(Chain.saltBytes)
        let bodyHash = Chain.hash(view.body, salt: salt)
        let statement = write.addVersion
        try using(statement) { () throws(Status) in
            statement.bind(1, record)
            statement.bind(2, kind.key)
            statement.bind(3, moment.sequence)
            statement.bind(4, view.revision)
            statement.bind(5, view.deletion == .live ? Int64(0) : 1)
            statement.bind(6, Int64(view.tlp))
            statement.bind(7, bodyHash)
            statement.bind(8, borrowed: view.body)
            statement.bind(9, salt)
            statement.bind(10, try terms.rows.next(.versions))
            try statement.run()
        }
        chain.add(view, bodyHash: bodyHash)
    }

    /// Keeps what was just added, for those who follow the feed.
    private func note(
        _ view: RecordView,
        _ kind: DeclaredKind,
        _ index: RecordIndex?,
        _ before: Before,
        record key: Int64
    ) {
        let record = author.withUnsafeBytes { author in
            var stored = view
            stored.author = author
            return CachedRecord(copying: stored, mark: view.tlp)
        }
        changed.append(key)
        changes.append(
            Change(
                kind: kind.key,
                record: record,
                version: terms.rows.last(.versions),
                before: before.state,
                index: index,
                indexBefore: before.terms.index
            )
        )
    }

    /// Tells what was written what clearance its records take.
    func settle(_ mark: (_ record: Int64) -> (now: UInt32, isNew: Bool)) {
        for (index, record) in changed.enumerated() {
            let (now, isNew) = mark(record)
            changes[index].record.settle(mark: now)
            changes[index].isRemarked = isNew || written[record]?.hasLostWithin == true
        }
    }

    private func aboveClearance(_ record: NewRecord) -> Status {
        let asked = TLP(rawValue: record.tlp)?.name ?? "\(record.tlp)"
        return Status(
            .permissionDenied,
            "a record marked TLP:\(asked) cannot be written with a clearance for TLP:\(clearance.name): mark it lower"
        )
    }

    /// For one who may not see it, it does not exist; but its id is taken.
    private func hidden(_ record: NewRecord) -> Status {
        guard record.revision == 0 else { return conflict(record, 0) }
        return Status(
            .alreadyExists,
            "\(record.kind)/\(String(decoding: record.id, as: UTF8.self)) cannot be used; choose another id"
        )
    }

    private func conflict(
        _ record: NewRecord,
        _ latest: UInt64,
        _ deletion: RecordView.Deletion = .live
    ) -> Status {
        let name = "\(record.kind)/\(String(decoding: record.id, as: UTF8.self))"
        if latest == 0 { return Status(.aborted, "\(name) does not exist; create it") }
        if record.revision > 0 {
            let found = "\(name) is at revision \(latest), not \(record.revision)"
            return Status(.aborted, "\(found); read it again and repeat")
        }
        let hint = deletion == .live ? "exists; update it" : "exists but is deleted; undelete it"
        return Status(.alreadyExists, "\(name) \(hint), or choose another id")
    }
}
