import DossierCore

/// A connection of the pool, which shows one consistent view at a time.
///
/// Unchecked: it is used by the thread that borrowed it from the pool, alone.
final class Reader: @unchecked Sendable {
    let connection: any Connection
    private let statements: ReadStatements
    private let limitedStatements: ReadStatements
    /// The highest field that there was when the last transaction was looked for: another one since a kind was declared
    /// anew. 0 where no other server declares any, and while nothing is written.
    private(set) var declared: Int64 = 0
    /// Of the connection's sessions, the last one that was found to know what is known here, since when, and with what
    /// declarations.
    private var trusted = (session: 0, since: Int64(0), declared: Int64(0))

    init(_ connection: any Connection) throws(Status) {
        self.connection = connection
        statements = try ReadStatements(connection, sight: .unlimited)
        limitedStatements = try ReadStatements(connection, sight: .limited)
    }

    /// Shows the view at a moment until `commit` or `rollback`, which follows an error too.
    /// - Parameters:
    ///   - present: the transaction that is the last one to be shown; nil: the last one that there is.
    ///   - usesCache: the moment is, or just was, the present: what is read then is worth keeping.
    func begin(
        at request: MomentRequest,
        upTo present: UInt64? = nil,
        of store: SQLStore,
        for clearance: TLP,
        usesCache: Bool
    ) throws(Status) -> SQLReadTransaction {
        let generation = store.cache.generation
        let head = try begin()
        let isAhead = present.map { head.sequence > $0 } ?? false
        let shown = try moment(request, isAhead ? moment(.sequence(present ?? 0), head) : head)
        // A version of before the head stands beside the marks of the head: it is not what the cache keeps.
        let cache = usesCache && shown == head ? (store.cache, generation) : nil
        return SQLReadTransaction(
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

    /// The last transaction, without a view.
    func head() throws(Status) -> RecordHead {
        try alone { () throws(Status) in try look { $0.shownHead } ?? .none }
    }

    /// Whether the record holds a transaction. In a view, or without one.
    func holds(_ head: RecordHead) throws(Status) -> Bool {
        guard head.moment.sequence > 0 else { return true }
        statements.atSequence.bind(1, head.moment.sequence)
        return try statements.atSequence.head() == head
    }

    /// Whether the session is one that was trusted, since then, and no kind was declared anew.
    func isTrusted(since: Int64 = 0) -> Bool {
        trusted == (session: connection.sessionCount, since: since, declared: declared)
    }

    /// The session has what is known here, up to then, and kinds are declared as they are here.
    func trust(since: Int64 = 0) {
        trusted = (session: connection.sessionCount, since: since, declared: declared)
    }

    /// Lets `body` see the record of that kind and id as it is, without a view: one statement has a view of its own.
    /// - Returns: the last transaction; nil, without a visit, when the record is not there, or not for its reader to see.
    func current(
        _ kind: DeclaredKind,
        _ id: UnsafeRawBufferPointer,
        for clearance: TLP,
        _ cache: RecordCache,
        _ body: (RecordView) -> Void
    ) throws(Status) -> Moment? {
        let generation = cache.generation
        return try alone { () throws(Status) in
            let statement = statements.current
            defer { statement.reset() }
            statement.bind(1, kind.key)
            statement.bind(2, borrowedText: id)
            guard try statement.step() else { return nil }
            let view = statement.view(kind: kind.nameBytes)
            let head = Moment(sequence: statement.count(11), time: statement.integer(12))
            let mark = statement.mark
            cache.insert(CachedRecord(copying: view, mark: mark), readAt: head.sequence, in: generation)
            guard clearance == .red || max(mark, view.tlp) <= clearance.rawValue else { return nil }
            body(view)
            return head
        }
    }

    /// Runs statements outside of a view, once more when the connection has ended since the last time.
    private func alone<Result>(_ body: () throws(Status) -> Result) throws(Status) -> Result {
        connection.failure = nil
        do throws(Status) {
            return try body()
        } catch {
            guard connection.isLost else { throw error }
            connection.failure = nil
            return try body()
        }
    }

    /// Begins a view, and says what its last transaction is. What was lost since the last one is looked for once.
    private func begin() throws(Status) -> Moment {
        do throws(Status) {
            return try tryToBegin()
        } catch {
            guard connection.isLost else { throw error }
            connection.rollback()
            return try tryToBegin()
        }
    }

    private func tryToBegin() throws(Status) -> Moment {
        connection.failure = nil
        try connection.beginReading()
        return try look { $0.shownMoment } ?? Moment(sequence: 0, time: 0)
    }

    /// Looks for the last transaction.
    private func look<Found>(_ take: (any Statement) -> Found) throws(Status) -> Found? {
        let statement = statements.head
        defer { statement.reset() }
        declared = 0
        guard try statement.step() else { return nil }
        if connection.isShared { declared = statement.integer(3) }
        return take(statement)
    }

    /// Ends the view.
    func commit() throws(Status) {
        do { try connection.endReading() } catch {
            connection.rollback()
            throw error
        }
    }

    /// Ends what has failed.
    func rollback() { connection.rollback() }

    /// - Parameter head: the last transaction that may be shown.
    private func moment(_ request: MomentRequest, _ head: Moment) throws(Status) -> Moment {
        let none = Moment(sequence: 0, time: 0)
        switch request {
        case .now: return head
        case .sequence(head.sequence): return head
        case .sequence(let sequence):
            guard sequence < head.sequence else { throw SQLReadTransaction.notYet(sequence, head) }
            statements.atSequence.bind(1, sequence)
            return try statements.atSequence.moment() ?? none
        case .time(let time):
            statements.atTime.bind(1, time)
            let found = try statements.atTime.moment() ?? none
            return found.sequence < head.sequence ? found : head
        }
    }
}
