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
                walk.take(view, at: FeedPosition(sequence: view.moment.sequence, version: statement.versionKey), visit)
            }
        }
        return walk.end()
    }
}
