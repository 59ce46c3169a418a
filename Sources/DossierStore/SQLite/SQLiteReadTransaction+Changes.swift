import DossierCore

extension SQLiteReadTransaction {
    @discardableResult
    final func changes(_ query: Query, after: UInt64, _ visit: Visit) throws(Status) -> [UInt8] {
        var walk = try FeedWalk(query, after: after, of: try declared(query.kind), key: cursorKey)
        guard walk.position.sequence <= head.sequence else { throw Self.notYet(walk.position.sequence, head) }
        let statement = statements.changes.next
        try using(statement) { () throws(Status) in
            statement.bind(1, walk.kind.key)
            statement.bind(2, walk.position.sequence)
            statement.bind(3, moment.sequence)
            statement.bind(4, walk.position.version)
            while walk.wanted > 0, try statement.step() {
                let view = statement.change(kind: walk.kind.nameBytes)
                let passes = walk.filter?.matches(view, of: walk.kind.kind) ?? true
                walk.take(
                    view,
                    at: FeedPosition(sequence: view.moment.sequence, version: statement.versionKey),
                    passes: passes,
                    passedBefore: try passedBefore(view, record: statement.recordKey, walk),
                    visit
                )
            }
        }
        return walk.end()
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
