import DossierCore

/// A connection of the pool, which shows one consistent view at a time.
///
/// Unchecked: it is used by the thread that borrowed it from the pool, alone.
final class Reader: @unchecked Sendable {
    private let connection: Connection
    private let statements: ReadStatements
    private let begin: Statement
    private let commit: Statement

    init(path: String) throws(Status) {
        connection = try Connection(path: path, use: .reading)
        try connection.execute("PRAGMA cache_size = -\(Limits.readerCacheBytes >> 10)")
        statements = try ReadStatements(connection)
        begin = try connection.prepare("BEGIN")
        commit = try connection.prepare("COMMIT")
    }

    /// Runs `body` on the view at a moment.
    func read(
        at request: MomentRequest,
        of store: SQLiteStore,
        _ body: (any ReadTransaction) throws(Status) -> Void
    ) throws(Status) {
        connection.failure = nil
        do {
            try begin.run()
            let head = try statements.head.moment() ?? Moment(sequence: 0, time: 0)
            try body(
                SQLiteReadTransaction(
                    connection: connection,
                    statements: statements,
                    kinds: store.kinds,
                    cursorKey: store.cursorKey,
                    head: head,
                    moment: try moment(request, head),
                    cache: request == .now ? store.cache : nil
                )
            )
            try commit.run()
        } catch {
            connection.rollback()
            throw error
        }
    }

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
