import DossierCore

/// A connection of the pool, which shows one consistent view at a time.
///
/// Unchecked: it is used by the thread that borrowed it from the pool, alone.
final class Reader: @unchecked Sendable {
    let connection: Connection
    private let statements: ReadStatements
    private let limitedStatements: ReadStatements
    private let beginning: Statement
    private let committing: Statement

    init(path: String) throws(Status) {
        connection = try Connection(path: path, use: .reading)
        try connection.execute("PRAGMA cache_size = -\(Limits.readerCacheBytes >> 10)")
        statements = try ReadStatements(connection, sight: .unlimited)
        limitedStatements = try ReadStatements(connection, sight: .limited)
        beginning = try connection.prepare("BEGIN")
        committing = try connection.prepare("COMMIT")
    }

    /// Shows the view at a moment until `commit` or `rollback`, which follows an error too.
    /// - Parameter usesCache: the moment is, or just was, the present: what is read then is worth keeping.
    func begin(
        at request: MomentRequest,
        of store: SQLiteStore,
        for clearance: TLP,
        usesCache: Bool
    ) throws(Status) -> SQLiteReadTransaction {
        connection.failure = nil
        try beginning.run()
        let head = try statements.head.moment() ?? Moment(sequence: 0, time: 0)
        let shown = try moment(request, head)
        // A version of before the head stands beside the marks of the head: it is not what the cache keeps.
        let cache = usesCache && shown == head ? store.cache : nil
        return SQLiteReadTransaction(
            connection: connection,
            statements: clearance == .red ? statements : limitedStatements,
            clearance: clearance,
            kinds: store.kinds,
            cursorKey: store.cursorKey,
            head: head,
            moment: shown,
            cache: cache
        )
    }

    /// Ends the view.
    func commit() throws(Status) {
        do { try committing.run() } catch {
            connection.rollback()
            throw error
        }
    }

    /// Ends what has failed.
    func rollback() { connection.rollback() }

    private func moment(_ request: MomentRequest, _ head: Moment) throws(Status) -> Moment {
        let none = Moment(sequence: 0, time: 0)
        switch request {
        case .now: return head
        case .sequence(head.sequence): return head
        case .sequence(let sequence):
            guard sequence < head.sequence else { throw SQLiteReadTransaction.notYet(sequence, head) }
            statements.atSequence.bind(1, sequence)
            return try statements.atSequence.moment() ?? none
        case .time(let time):
            statements.atTime.bind(1, time)
            return try statements.atTime.moment() ?? none
        }
    }
}
