import DossierCore

/// Runs many writes in one transaction of the engine, so that they share its fsync.
///
/// To take one write back alone takes a savepoint, for which the engine copies each page that the write changes. Few
/// writes fail, and most of those before they have written: so writes run without one, and when one must be taken back,
/// all are, and run again, each in a savepoint of its own.
///
/// A full disk or an interrupt makes the engine end the whole transaction, with the effects of all writes before; then the
/// group is run again in two halves, and those in halves, until what cannot succeed stands alone and is refused.
///
/// Where other servers write to the same record, the group first learns what they have written since: the engine lets one
/// server write at a time.
///
/// Unchecked: used on the writer's thread alone once that has started.
final class GroupCommit: @unchecked Sendable {
    /// How one write of a group ended, should the group be committed.
    private struct Ended {
        var result: Result<Write.Outcome, Status>
        var effects = Effects()
    }

    let connection: any Connection
    let statements: WriteStatements
    let readStatements: ReadStatements
    let limitedStatements: ReadStatements
    let termWriter: TermWriter
    let cursorKey: CursorKey
    private let clock: @Sendable () -> Int64
    let kinds: @Sendable () -> [String: DeclaredKind]
    let committed: @Sendable (Moment, Effects) -> Void
    let setBack: @Sendable (Moment) -> Void
    let outdated: @Sendable (Status) -> Void
    let failed: @Sendable (Status) -> Void
    private let metrics: StoreMetrics
    let others: Others?
    var last: RecordHead
    /// This server itself declares a kind otherwise.
    var isDeclaring = false
    /// Set: whether the present group was committed is not known, and why.
    private var unknown: Status?
    /// So many groups are still to run with savepoints.
    private var guardedGroups = 0

    /// - Parameters:
    ///   - committed: hears each group's new head, what it wrote and what it redacted, before any `done`.
    ///   - setBack: hears where the record stands when what has happened since is not known, or no longer true.
    ///   - outdated: hears why nothing may be read or written here any more.
    ///   - failed: hears what the engine could not do.
    init(
        connection: any Connection,
        cursorKey: CursorKey,
        clock: @escaping @Sendable () -> Int64,
        kinds: @escaping @Sendable () -> [String: DeclaredKind],
        committed: @escaping @Sendable (Moment, Effects) -> Void,
        setBack: @escaping @Sendable (Moment) -> Void,
        outdated: @escaping @Sendable (Status) -> Void,
        failed: @escaping @Sendable (Status) -> Void,
        metrics: StoreMetrics
    ) throws(Status) {
        self.connection = connection
        self.cursorKey = cursorKey
        self.clock = clock
        self.kinds = kinds
        self.committed = committed
        self.setBack = setBack
        self.outdated = outdated
        self.failed = failed
        self.metrics = metrics
        statements = try WriteStatements(connection)
        readStatements = try ReadStatements(connection, sight: .unlimited)
        limitedStatements = try ReadStatements(connection, sight: .limited)
        let rows = try RowKeys(connection)
        termWriter = TermWriter(
            connection: connection,
            statements: statements,
            rows: rows,
            wordKeys: try WordKeys(connection, rows)
        )
        others = connection.isShared ? try Others(connection) : nil
        last = try readStatements.head.head() ?? .none
        try others?.begin()
    }

    /// Where the record stands.
    var head: Moment { last.moment }

    /// Runs the writes and tells each how it ended.
    /// - Parameter more: gives, when these are done, at most so many that have come meanwhile, or come before a deadline: they
    ///   share the commit.
    func run(_ first: [Write], more: More) {
        var writes = first
        do {
            try begin()
        } catch {
            // Another program holds the file, or the disk fails: that is none of the writes' doing.
            metrics.failed()
            return refuse(writes, error)
        }
        do {
            try commit(&writes, more)
        } catch {
            if let unknown { return refuse(writes, unknown) }
            guard writes.count > 1, !connection.isLost else { return runAgain(writes) }
            let middle = writes.count / 2
            run(Array(writes[..<middle]), more: Self.noMore)
            run(Array(writes[middle...]), more: Self.noMore)
        }
    }

    typealias More = (_ most: Int, _ deadline: Int64?) -> [Write]

    private static let noMore: @Sendable (Int, Int64?) -> [Write] = { _, _ in [] }

    private func refuse(_ writes: [Write], _ failure: Status) {
        failed(failure)
        for write in writes { write.done(.failure(failure)) }
    }

    /// Begins the engine's transaction. What was lost since the last one is looked for once.
    private func begin() throws(Status) {
        do throws(Status) {
            try tryToBegin()
        } catch {
            guard connection.isLost else { throw error }
            try tryToBegin()
        }
    }

    /// An interrupt may come when it has already begun.
    private func tryToBegin() throws(Status) {
        connection.failure = nil
        unknown = nil
        do throws(Status) {
            try connection.begin()
            try termWriter.begin()
            try learn()
        } catch {
            connection.rollback()
            throw error
        }
    }

    /// A last try for writes that lost their transaction, perhaps by no fault of their own.
    private func runAgain(_ writes: [Write]) {
        var writes = writes
        do throws(Status) {
            try begin()
            try commit(&writes, Self.noMore)
        } catch { refuse(writes, unknown ?? error) }
    }

    /// Throws when the engine lost the transaction that was begun: then nothing was written and nobody was told.
    private func commit(_ writes: inout [Write], _ more: More) throws(Status) {
        let isGuarded = guardedGroups > 0
        if isGuarded { guardedGroups -= 1 }
        let first = try commit(&writes, isGuarded: isGuarded, more)
        let (ended, next) = if let first { first } else { try commitGuarded(writes) }
        let isNew = next.moment != last.moment
        last = next
        if isNew {
            committed(last.moment, ended.reduce(into: Effects()) { $0.append($1.effects) })
            others?.wrote(termWriter.rows)
        }
        for (write, end) in zip(writes, ended) { write.done(end.result) }
    }

    /// Runs the writes anew after all have been taken back, and those of some groups after them with savepoints, too:
    /// whoever fails often must not make everybody's writes run twice.
    private func commitGuarded(_ writes: [Write]) throws(Status) -> (ended: [Ended], next: RecordHead) {
        var writes = writes
        guardedGroups = Limits.guardedGroups
        try begin()
        guard let done = try commit(&writes, isGuarded: true, Self.noMore) else {
            preconditionFailure("a savepoint takes back one")
        }
        return done
    }

    /// - Parameter isGuarded: each write has a savepoint.
    /// - Returns: nil when all were taken back, since one that failed had no savepoint.
    private func commit(
        _ writes: inout [Write],
        isGuarded: Bool,
        _ more: More
    ) throws(Status) -> (ended: [Ended], next: RecordHead)? {
        var next = last
        var ended: [Ended] = []
        let joinedUntil = MonotonicClock.now() + Limits.joinNanoseconds
        do {
            let requests = RequestLog(statements: statements)
            while ended.count < writes.count {
                let write = writes[ended.count]
                if isGuarded || write.validateOnly {
                    ended.append(try runGuarded(write, after: &next, requests))
                } else if let end = try run(write, after: &next, requests) {
                    ended.append(end)
                } else {
                    connection.rollback()
                    return nil
                }
                if ended.count == writes.count, MonotonicClock.now() < joinedUntil {
                    writes += more(Limits.writesPerCommit - writes.count, waits(writes) ? joinedUntil : nil)
                }
            }
            try requests.expire(now: clock(), atMost: 2 * writes.count)
            try end(next, writes: ended.count)
        } catch {
            connection.rollback()
            metrics.failed()
            throw error
        }
        return (ended, next)
    }

    /// Whether a group stays open for others. Not where that would keep off other servers.
    private func waits(_ writes: [Write]) -> Bool { !connection.isShared && writes.allSatisfy(\.isPatient) }

    /// Commits. An interrupt may come, or the connection end, when the engine has already done it: then what was written is
    /// there, and must not be run again.
    private func end(_ next: RecordHead, writes: Int) throws(Status) {
        let isNew = next.moment != last.moment
        let start = MonotonicClock.now()
        do throws(Status) {
            try connection.commit(isNew ? next.moment.sequence : nil)
        } catch {
            guard !connection.isInTransaction, isNew else { throw error }
            guard try hasCommitted(next) else { throw error }
        }
        if isNew { metrics.committed(writes, in: MonotonicClock.now() - start) }
    }

    /// Whether a commit that failed was done, and is durable. To be sure, in a transaction that writes: none else that may
    /// still be done is beside it, and its own end comes when standbys have both.
    private func hasCommitted(_ transaction: RecordHead) throws(Status) -> Bool {
        do throws(Status) {
            connection.rollback()
            connection.failure = nil
            try connection.begin()
            defer { connection.rollback() }
            guard try isStored(transaction) else { return false }
            try connection.awaitStandbys()
            try connection.commit(nil)
            return true
        } catch {
            unknown = Status(
                .unavailable,
                """
                \(error.message); whether this was written is not known: call again with the same request_id, or read first
                """
            )
            throw error
        }
    }

    /// Runs one write. Throws when the engine lost the transaction.
    /// - Returns: nil when it has failed after it had written something.
    private func run(_ write: Write, after last: inout RecordHead, _ requests: RequestLog) throws(Status) -> Ended? {
        let before = connection.changeCount
        do {
            let (ended, next) = try perform(write, after: last, requests)
            last = next
            return ended
        } catch {
            try checkTransaction()
            return connection.changeCount == before ? Ended(result: .failure(error)) : nil
        }
    }

    /// Runs one write in its savepoint. Throws when the engine lost the transaction.
    private func runGuarded(_ write: Write, after last: inout RecordHead, _ requests: RequestLog) throws(Status)
        -> Ended
    {
        try statements.savepoint.run()
        let keys = termWriter.rows.mark
        do {
            let (ended, next) = try perform(write, after: last, requests)
            if write.validateOnly { try takeBack(to: keys) }
            try statements.release.run()
            last = next
            return ended
        } catch {
            try checkTransaction()
            try takeBack(to: keys)
            try statements.release.run()
            return Ended(result: .failure(error))
        }
    }

    private func takeBack(to keys: [Int64]) throws(Status) {
        try statements.rollbackTo.run()
        termWriter.rows.goBack(to: keys)
    }

    private func perform(
        _ write: Write,
        after last: RecordHead,
        _ requests: RequestLog
    ) throws(Status) -> (Ended, next: RecordHead) {
        let moment = Moment(sequence: last.moment.sequence + 1, time: max(clock(), last.moment.time))
        let request = write.validateOnly ? nil : write.requestID
        if let request, let outcome = try requests.replay(request, now: moment.time) {
            // It may be of a session that did not live until the standbys had it.
            try connection.awaitStandbys()
            return (Ended(result: .success(outcome)), last)
        }
        let transaction = SQLWriteTransaction(
            writer: self,
            kinds: kinds(),
            last: last,
            moment: moment,
            of: write
        )
        let reply = try write.body(transaction)
        // A body may have caught the engine's failure; what it then returned means nothing.
        try checkTransaction()
        try transaction.checkReferences(statements)
        let remarked = try transaction.settleMarks() + transaction.redacted
        let wrote = transaction.hasWritten
        if let request {
            try requests.keep(reply, for: request, sequence: wrote ? moment.sequence : 0, time: moment.time)
        }
        var outcome = Write.Outcome(reply: reply, moment: Moment(sequence: 0, time: 0))
        guard wrote, !write.validateOnly else { return (Ended(result: .success(outcome)), last) }
        let next = try transaction.finish()
        outcome.moment = moment
        return (
            Ended(result: .success(outcome), effects: Effects(changes: transaction.changes, remarked: remarked)), next
        )
    }

    /// Throws when the engine has failed since the group began, or has ended its transaction.
    private func checkTransaction() throws(Status) {
        if let failure = connection.failure { throw failure }
        guard connection.isInTransaction else {
            throw Status(.internal, "the store's engine ended a transaction without an error; call again")
        }
    }
}
