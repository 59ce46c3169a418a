import DossierCore

/// A view that begins when it must: who follows a change feed at its end needs no connection.
///
/// Its moment is the last transaction when it is first needed, and then stays.
final class SQLiteView: ReadTransaction {
    private let store: SQLiteStore
    private let request: MomentRequest
    /// What its reader may see.
    private let clearance: TLP
    /// Set: what has been shown so far was as of this transaction.
    private var pinned: Moment?
    private var begun: (reader: Reader, transaction: SQLiteReadTransaction)?
    private var isVisiting = false

    init(of store: SQLiteStore, at request: MomentRequest, for clearance: TLP) {
        self.store = store
        self.request = request
        self.clearance = clearance
    }

    var moment: Moment {
        if let pinned { return pinned }
        let head = store.tail.head
        pinned = head
        return head
    }

    func get(kind: String, id: UnsafeRawBufferPointer, revision: UInt64?, _ visit: Visit) throws(Status) {
        try begin().get(kind: kind, id: id, revision: revision, visit)
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
        isVisiting = true
        let isHere = follow(&walk, visit)
        isVisiting = false
        return isHere ? walk.end() : try begin().changes(query, after: after, visit)
    }

    /// Makes a connection show what the view shows. UNAVAILABLE once the store is closed, OUT_OF_RANGE for a
    /// transaction that has not happened yet.
    @discardableResult
    func begin() throws(Status) -> SQLiteReadTransaction {
        try checkVisit()
        if let begun { return begun.transaction }
        let reader = try store.readers.borrow()
        do throws(Status) {
            let moment = pinned.map { MomentRequest.sequence($0.sequence) } ?? request
            let transaction = try reader.begin(at: moment, of: store, for: clearance, usesCache: request == .now)
            begun = (reader, transaction)
            pinned = transaction.moment
            return transaction
        } catch {
            reader.rollback()
            store.readers.giveBack(reader)
            throw error
        }
    }

    /// Ends it and gives the connection back.
    func end(isGood: Bool) throws(Status) {
        guard let (reader, _) = begun else { return }
        defer { store.readers.giveBack(reader) }
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
        if isVisiting { throw SQLiteReadTransaction.calledInside }
    }
}
