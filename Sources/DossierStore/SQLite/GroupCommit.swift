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
/// Unchecked: used on the writer's thread alone once that has started.
final class GroupCommit: @unchecked Sendable {
    /// The last transaction, which the next one follows.
    struct Last {
        var moment: Moment
        var hash: [UInt8]
    }

    /// How one write of a group ended, should the group be committed.
    private struct Ended {
        var result: Result<Write.Outcome, Status>
        var effects = Effects()
    }

    let connection: Connection
    let statements: WriteStatements
    let readStatements: ReadStatements
    let limitedStatements: ReadStatements
    let termWriter: TermWriter
    let cursorKey: CursorKey
    private let clock: @Sendable () -> Int64
    private let kinds: @Sendable () -> [String: DeclaredKind]
    private let committed: @Sendable (Moment, Effects) -> Void
    private var last: Last
    /// So many groups are still to run with savepoints.
    private var guardedGroups = 0

    /// `committed` hears each group's new head, what it wrote and what it redacted, before any `done`.
    init(
        connection: Connection,
        cursorKey: CursorKey,
        clock: @escaping @Sendable () -> Int64,
        kinds: @escaping @Sendable () -> [String: DeclaredKind],
        committed: @escaping @Sendable (Moment, Effects) -> Void
    ) throws(Status) {
        self.connection = connection
        self.cursorKey = cursorKey
        self.clock = clock
        self.kinds = kinds
        self.committed = committed
        statements = try WriteStatements(connection)
        readStatements = try ReadStatements(connection, sight: .unlimited)
        limitedStatements = try ReadStatements(connection, sight: .limited)
        termWriter = TermWriter(connection: connection, statements: statements, wordKeys: try WordKeys(connection))
        last = try Self.last(readStatements.head) ?? Last(moment: Moment(sequence: 0, time: 0), hash: Chain.genesis)
    }

    /// The last transaction that the engine holds.
    private static func last(_ head: Statement) throws(Status) -> Last? {
        defer { head.reset() }
        guard try head.step() else { return nil }
        return Last(moment: Moment(sequence: head.count(0), time: head.integer(1)), hash: [UInt8](head.bytes(2)))
    }

    /// Where the record stands.
    var head: Moment { last.moment }

    /// Runs the writes and tells each how it ended.
    /// - Parameter more: gives, when these are done, at most so many that have come meanwhile: they share the commit.
    func run(_ first: [Write], more: More) {
        var writes = first
        connection.failure = nil
        do {
            try begin()
        } catch {
            // Another program holds the file, or the disk fails: that is none of the writes' doing.
            for write in writes { write.done(.failure(error)) }
            return
        }
        do {
            try commit(&writes, more)
        } catch {
            guard writes.count > 1 else { return runAlone(writes) }
            let middle = writes.count / 2
            run(Array(writes[..<middle]), more: Self.noMore)
            run(Array(writes[middle...]), more: Self.noMore)
        }
    }

    typealias More = (_ most: Int) -> [Write]

    private static let noMore: @Sendable (Int) -> [Write] = { _ in [] }

    /// Begins the engine's transaction. An interrupt may come when it has already begun.
    private func begin() throws(Status) {
        do throws(Status) {
            try statements.begin.run()
            try termWriter.wordKeys.begin()
        } catch {
            connection.rollback()
            throw error
        }
    }

    /// A last try for a write that lost its transaction, perhaps by no fault of its own.
    private func runAlone(_ writes: [Write]) {
        var writes = writes
        connection.failure = nil
        do throws(Status) {
            try begin()
            try commit(&writes, Self.noMore)
        } catch { writes.first?.done(.failure(error)) }
    }

    /// Throws when the engine lost the transaction that was begun: then nothing was written and nobody was told.
    private func commit(_ writes: inout [Write], _ more: More) throws(Status) {
        let isGuarded = guardedGroups > 0
        if isGuarded { guardedGroups -= 1 }
        let first = try commit(&writes, isGuarded: isGuarded, more)
        let (ended, next) = if let first { first } else { try commitGuarded(writes) }
        let isNew = next.moment != last.moment
        last = next
        if isNew { committed(last.moment, ended.reduce(into: Effects()) { $0.append($1.effects) }) }
        for (write, end) in zip(writes, ended) { write.done(end.result) }
    }

    /// Runs the writes anew after all have been taken back, and those of some groups after them with savepoints, too:
    /// whoever fails often must not make everybody's writes run twice.
    private func commitGuarded(_ writes: [Write]) throws(Status) -> (ended: [Ended], next: Last) {
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
    ) throws(Status) -> (ended: [Ended], next: Last)? {
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
                    writes += more(Limits.writesPerCommit - writes.count)
                }
            }
            try requests.expire(now: clock(), atMost: 2 * writes.count)
            try end(next)
        } catch {
            connection.rollback()
            throw error
        }
        return (ended, next)
    }

    /// Commits. An interrupt may come when the engine has already done it: then what was written is there, and must not
    /// be run again.
    private func end(_ next: Last) throws(Status) {
        do { try statements.commit.run() } catch {
            guard !connection.isInTransaction, next.moment != last.moment else { throw error }
            guard let stored = try Self.last(readStatements.head), stored.hash == next.hash else { throw error }
        }
    }

    /// Runs one write. Throws when the engine lost the transaction.
    /// - Returns: nil when it has failed after it had written something.
    private func run(_ write: Write, after last: inout Last, _ requests: RequestLog) throws(Status) -> Ended? {
        let before = connection.allChanges
        do {
            let (ended, next) = try perform(write, after: last, requests)
            last = next
            return ended
        } catch {
            try checkTransaction()
            return connection.allChanges == before ? Ended(result: .failure(error)) : nil
        }
    }

    /// Runs one write in its savepoint. Throws when the engine lost the transaction.
    private func runGuarded(_ write: Write, after last: inout Last, _ requests: RequestLog) throws(Status) -> Ended {
        try statements.savepoint.run()
        do {
            let (ended, next) = try perform(write, after: last, requests)
            if write.validateOnly { try statements.rollbackTo.run() }
            try statements.release.run()
            last = next
            return ended
        } catch {
            try checkTransaction()
            try statements.rollbackTo.run()
            try statements.release.run()
            return Ended(result: .failure(error))
        }
    }

    private func perform(
        _ write: Write,
        after last: Last,
        _ requests: RequestLog
    ) throws(Status) -> (Ended, next: Last) {
        let moment = Moment(sequence: last.moment.sequence + 1, time: max(clock(), last.moment.time))
        let request = write.validateOnly ? nil : write.requestID
        if let request, let outcome = try requests.replay(request, now: moment.time) {
            return (Ended(result: .success(outcome)), last)
        }
        let transaction = SQLiteWriteTransaction(
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
