import DossierCore

extension SQLReadTransaction {
    @discardableResult
    final func changes(_ query: Query, after: UInt64, _ visit: Visit) throws(Status) -> [UInt8] {
        let kind = try declared(query.kind)
        var walk = try FeedWalk(query, after: after, of: kind, for: clearance, key: cursorKey)
        guard walk.position.sequence <= head.sequence else { throw Self.notYet(walk.position.sequence, head) }
        let statement = statements.changes.next
        try using(statement) { () throws(Status) in
            statement.bind(1, walk.kind.key)
            statement.bind(2, walk.position.sequence)
            statement.bind(3, moment.sequence)
            statement.bind(4, walk.position.version)
            while walk.wanted > 0, try statement.step() {
                if isUnlimited {
                    try takeVersion(statement, &walk, visit)
                } else {
                    try takeSight(statement, &walk, visit)
                }
            }
        }
        return walk.end()
    }

    private func takeVersion(_ statement: any Statement, _ walk: inout FeedWalk, _ visit: Visit) throws(Status) {
        let view = statement.change(kind: walk.kind.nameBytes)
        walk.take(
            view,
            at: FeedPosition(sequence: view.moment.sequence, version: statement.versionKey),
            passes: walk.filter?.matches(view, of: walk.kind.kind) ?? true,
            passedBefore: try passedBefore(view, record: statement.recordKey, walk),
            visit
        )
    }

    /// The same for a reader who may not see all: what he may not see now is not shown to him, and what has left his sight
    /// is removed.
    private func takeSight(_ statement: any Statement, _ walk: inout FeedWalk, _ visit: Visit) throws(Status) {
        var view = statement.change(kind: walk.kind.nameBytes)
        let change = statement.sightChange()
        let record = statement.recordKey
        let limit = clearance.rawValue
        let wasSeen = view.before != .none && change.before <= limit
        let mayBeSeen = try mayShow(view, walk.kind, record: record, mark: change.now)
        let isSeen = mayBeSeen && change.after ?? 0 <= limit
        // Who saw it and sees it still has missed nothing.
        if change.isOfSightAlone, wasSeen == isSeen { return walk.pass(to: change.position) }
        view.moment = Moment(sequence: change.position.sequence, time: view.moment.time)
        let passes = walk.filter?.matches(view, of: walk.kind.kind) ?? true
        let passedBefore = change.isOfSightAlone ? passes : try passedBefore(view, record: record, walk)
        walk.take(
            view,
            at: change.position,
            passes: isSeen && passes,
            passedBefore: wasSeen && passedBefore,
            visit
        )
    }

    /// Whether the version before this one passes the walk's filter.
    private func passedBefore(_ view: RecordView, record: Int64, _ walk: FeedWalk) throws(Status) -> Bool {
        guard let filter = walk.filter else { return true }
        guard view.before != .none else { return false }
        let statement = statements.changes.revision
        defer { statement.reset() }
        statement.bind(1, record)
        statement.bind(2, view.revision - 1)
        guard try statement.step() else { return false }
        return filter.matches(statement.view(kind: walk.kind.nameBytes), of: walk.kind.kind)
    }
}
