import DossierCore

/// A view that begins when it must: who follows a change feed at its end needs no connection.
///
/// Its moment is the last transaction when it is first needed, and then stays.
final class SQLView: ReadTransaction {
    private let store: SQLStore
    private let request: MomentRequest
    /// What its reader may see.
    private let clearance: TLP
    /// Set: what has been shown so far was as of this transaction.
    private var pinned: Moment?
    private var begun: (reader: Reader, pool: ReaderPool, transaction: SQLReadTransaction)?
    private var isVisiting = false

    init(of store: SQLStore, at request: MomentRequest, for clearance: TLP) {
        self.store = store
        self.request = request
        self.clearance = clearance
    }

    var moment: Moment {
        get throws(Status) {
            if let pinned { return pinned }
            let moment = try last()
            pinned = moment
            return moment
        }
    }

    /// The last transaction. Where other servers write, too, the engine knows whether it is the last that is known here.
    private func last() throws(Status) -> Moment {
        guard let present = store.present else { return store.tail.head }
        let last = try present.head().moment
        let head = store.tail.head
        return head.sequence >= last.sequence ? head : try begin().moment
    }

    func get(kind: String, id: UnsafeRawBufferPointer, revision: UInt64?, _ visit: Visit) throws(Status) {
        if revision == nil, try getCurrent(kind, id, visit) { return }
        try begin().get(kind: kind, id: id, revision: revision, visit)
    }

    /// The first read of a record as it is now needs no view: one statement does, or a look whether what is in memory is
    /// current. What is read afterwards is as of the same transaction.
    /// - Returns: whether it was found.
    private func getCurrent(_ kind: String, _ id: UnsafeRawBufferPointer, _ visit: Visit) throws(Status) -> Bool {
        guard let present = store.present, request == .now, pinned == nil else { return false }
        try checkVisit()
        try store.check()
        let kind = try store.kinds.declared(kind)
        func show(_ view: RecordView) {
            isVisiting = true
            _ = visit(view, UnsafeRawBufferPointer(start: nil, count: 0))
            isVisiting = false
        }
        if let known = try known(kind, id, present) {
            known.withView(show)
            return true
        }
        let reader = try store.readers.borrow()
        defer { store.readers.giveBack(reader) }
        pinned = try reader.current(kind, id, for: clearance, store.cache, show)
        try present.follow(reader)
        return pinned != nil
    }

    /// What is in memory, once it is known to be current.
    private func known(
        _ kind: DeclaredKind,
        _ id: UnsafeRawBufferPointer,
        _ present: Present
    ) throws(Status) -> CachedRecord? {
        guard store.cache.lookup(kind: kind.nameBytes, id: id) != nil else { return nil }
        let last = try present.head().moment
        // Taken before the record: what the cache knows is at least as of that transaction.
        let moment = store.tail.head
        guard moment.sequence >= last.sequence, let record = store.cache.lookup(kind: kind.nameBytes, id: id),
            record.moment.sequence <= moment.sequence, record.mark <= clearance.rawValue || clearance == .red
        else { return nil }
        pinned = moment
        return record
    }

    func find(_ query: Query, _ visit: Visit) throws(Status) { try begin().find(query, visit) }

    func count(_ query: Query) throws(Status) -> UInt64 { try begin().count(query) }

    func tally(_ query: Query, field: Int, _ visit: TallyVisit) throws(Status) {
        try begin().tally(query, field: field, visit)
    }

    func referrers(
        kind: String,
        id: UnsafeRawBufferPointer,
        of referring: String,
        field: Int,
        _ visit: Visit
    ) throws(Status) {
        try begin().referrers(kind: kind, id: id, of: referring, field: field, visit)
    }

    func history(
        kind: String,
        id: UnsafeRawBufferPointer,
        before: UInt64?,
        limit: Int,
        _ visit: Visit
    ) throws(Status) {
        try begin().history(kind: kind, id: id, before: before, limit: limit, visit)
    }

    func changes(_ query: Query, after: UInt64, _ visit: Visit) throws(Status) -> [UInt8] {
        let kind = try store.kinds.declared(query.kind)
        var walk = try FeedWalk(query, after: after, of: kind, for: clearance, key: store.cursorKey)
        try checkVisit()
        // Another server may have redacted since, or marked higher.
        if store.present != nil, pinned == nil { pinned = try last() }
        isVisiting = true
        let isHere = follow(&walk, visit)
        isVisiting = false
        return isHere ? walk.end() : try begin().changes(query, after: after, visit)
    }

    /// Makes a connection show what the view shows. UNAVAILABLE once the store is closed, OUT_OF_RANGE for a
    /// transaction that has not happened yet.
    @discardableResult
    func begin() throws(Status) -> SQLReadTransaction {
        try checkVisit()
        if let begun { return begun.transaction }
        try store.check()
        if let replicas = store.replicas, let (reader, transaction) = try replicas.begin(begin(by:present:)) {
            return use(reader, of: replicas.readers, transaction)
        }
        let reader = try store.readers.borrow()
        do throws(Status) {
            return use(reader, of: store.readers, try beginTrusted(by: reader))
        } catch {
            reader.rollback()
            store.readers.giveBack(reader)
            throw error
        }
    }

    /// What is in memory beside the view must be part of the same record.
    private func beginTrusted(by reader: Reader) throws(Status) -> SQLReadTransaction {
        while true {
            let transaction = try begin(by: reader, present: nil)
            guard let present = store.present, !reader.isTrusted() else { return transaction }
            reader.rollback()
            try present.follow(reader)
        }
    }

    private func begin(by reader: Reader, present: UInt64?) throws(Status) -> SQLReadTransaction {
        let moment = pinned.map { MomentRequest.sequence($0.sequence) } ?? request
        return try reader.begin(
            at: moment,
            upTo: present,
            of: store,
            for: clearance,
            usesCache: request == .now
        )
    }

    private func use(_ reader: Reader, of pool: ReaderPool, _ transaction: SQLReadTransaction) -> SQLReadTransaction {
        begun = (reader, pool, transaction)
        pinned = transaction.moment
        return transaction
    }

    /// Ends it and gives the connection back.
    func end(isGood: Bool) throws(Status) {
        guard let (reader, pool, _) = begun else { return }
        defer { pool.giveBack(reader) }
        guard isGood else { return reader.rollback() }
        try reader.commit()
    }

    /// Walks in memory. False, without a visit, when the engine must be asked.
    private func follow(_ walk: inout FeedWalk, _ visit: Visit) -> Bool {
        var isHere = false
        while walk.wanted > 0 || !isHere {
            let count = min(walk.wanted, 64)
            guard
                let (changes, moment) = store.tail.changes(
                    of: walk.kind.key,
                    after: walk.position,
                    at: pinned,
                    atMost: count
                )
            else {
                // Let go while it was followed: the rest is the engine's, next time.
                walk.stop()
                return isHere
            }
            isHere = true
            pinned = moment
            for change in changes where walk.wanted > 0 {
                change.record.withView { view in
                    var view = view
                    view.before = change.before
                    // What is kept here takes the clearance that it took when it was written.
                    guard change.record.mark <= clearance.rawValue || clearance == .red else {
                        return walk.pass(to: change.position)
                    }
                    walk.take(
                        view,
                        at: change.position,
                        passes: walk.filter?.matches(view.id, change.index) ?? true,
                        passedBefore: walk.filter?.matches(view.id, change.indexBefore) ?? true,
                        visit
                    )
                }
            }
            if changes.count < count { break }
        }
        return isHere
    }

    private func checkVisit() throws(Status) {
        if isVisiting { throw SQLReadTransaction.calledInside }
    }
}
