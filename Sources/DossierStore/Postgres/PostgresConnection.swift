import CPostgres
import DossierCore
import Glibc

/// One connection to a PostgreSQL server: a session while it lasts, and another one with the next transaction when it was
/// lost. What has no answer to wait for is sent, and its end is looked at with the next statement that has one.
///
/// Unchecked: it is used by one thread at a time - the writer's, or the one that borrowed it from the pool.
final class PostgresConnection: Connection, @unchecked Sendable {
    /// What was sent, and has an answer to come.
    private enum Sent {
        case prepare(Int)
        case statement
        case sync
    }

    private enum State {
        case idle
        case open
        /// Something in it failed: it can only be taken back.
        case failed
    }

    private let address: String
    private let isWriting: Bool
    private let isServing: Bool
    private let patience: Int64
    /// The same, for its first answer in each transaction.
    private let firstPatience: Int64
    /// The same, for totals.
    private let totalPatience: Int64
    private var isBeginning = false
    private var session: PostgresSession?
    /// The engine's first error since this was set to nil.
    var failure: Status?
    private var state = State.idle
    private var sent: [Sent] = []
    private(set) var sessionCount = 0
    private(set) var changeCount: Int64 = 0
    private var lastChanges: Int64 = 0
    /// The numbers of statements, by their text: whoever prepares one again gets the same.
    private var numbers: [String: Int] = [:]
    /// Those that the session knows.
    private var known: Set<Int> = []
    /// Counts transactions, which end their cursors.
    private(set) var transactionCount = 0
    private var cursors = 0
    private lazy var beginWriting = PostgresStatement("BEGIN ISOLATION LEVEL READ COMMITTED", on: self)
    private lazy var beginView = PostgresStatement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", on: self)
    private lazy var lock = PostgresStatement("SELECT pg_advisory_xact_lock(\(PostgresSchema.lock))", on: self)
    private lazy var notify = PostgresStatement("SELECT pg_notify('\(PostgresSchema.channel)', ?1)", on: self)
    private lazy var logging = PostgresStatement("SELECT pg_logical_emit_message(true, 'dossier', '')", on: self)
    private lazy var committing = PostgresStatement("COMMIT", on: self)
    private lazy var rollingBack = PostgresStatement("ROLLBACK", on: self)

    /// Does not connect before it is used.
    /// - Parameters:
    ///   - address: postgres://.. or keywords and values, as libpq has them.
    ///   - isWriting: whether the server must take writes.
    ///   - isServing: whether it stands for a server, beside which none may index the record anew.
    ///   - patience: how long it may take to answer before the session is given up, nanoseconds.
    ///   - firstPatience: the same, to connect, and for its first answer in each transaction.
    ///   - totalPatience: the same, for totals.
    init(
        _ address: String,
        isWriting: Bool,
        isServing: Bool = false,
        patience: Int64 = Limits.databaseAnswerNanoseconds,
        firstPatience: Int64 = .max,
        totalPatience: Int64 = Limits.databaseStepNanoseconds
    ) {
        self.address = address
        self.isWriting = isWriting
        self.isServing = isServing
        self.patience = patience
        self.firstPatience = min(patience, firstPatience)
        self.totalPatience = totalPatience
    }

    /// "15.20".
    func serverVersion() throws(Status) -> String { try connected().serverVersion }

    var isInTransaction: Bool { state == .open }

    func logPosition() throws(Status) -> Int64 {
        let standby = "pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
        return try integer("SELECT CAST(CASE WHEN \(standby) ELSE pg_current_wal_flush_lsn() END - '0/0' AS bigint)")
    }

    var isShared: Bool { true }

    var isLost: Bool { session == nil }

    func changes() throws(Status) -> Int64 {
        try flush()
        return lastChanges
    }

    // MARK: Transactions

    /// One at a time of all servers: the order of commits is that of their sequences.
    func begin() throws(Status) {
        try open(beginWriting)
        try send(lock)
    }

    func beginReading() throws(Status) { try open(beginView) }

    private func open(_ beginning: PostgresStatement) throws(Status) {
        failure = nil
        // What is still to come is of a transaction that has ended.
        if session != nil { try? flush() }
        _ = try connected()
        try send(beginning)
        state = .open
        isBeginning = true
        transactionCount += 1
    }

    func commit(_ sequence: UInt64?) throws(Status) {
        guard state == .open else { throw failure ?? Self.ended }
        if let sequence {
            notify.bind(1, text: "\(sequence)")
            try send(notify)
        }
        session?.warning = nil
        try send(committing)
        try flush()
        state = .idle
        // Somebody has ended the wait for a standby, be it by a time limit: it is committed all the same.
        if let warning = session?.warning {
            throw Status(.unavailable, "the store's database warned as it committed (\(warning)); call again")
        }
    }

    /// Something in the log makes it a commit that waits.
    func awaitStandbys() throws(Status) { try send(logging) }

    /// Without waiting for the end.
    func endReading() throws(Status) {
        guard state == .open else { throw failure ?? Self.ended }
        try send(committing)
        try sync()
        state = .idle
    }

    func rollback() {
        defer { state = .idle }
        guard session != nil else { return }
        try? flush()
        guard state != .idle, session != nil else { return }
        try? send(rollingBack)
        try? flush()
    }

    private static let ended = Status(
        .internal,
        "the store's database ended a transaction without an error; call again"
    )

    // MARK: Statements

    func prepare(_ sql: String, rows: RowCount) -> any Statement {
        if rows == .few { return PostgresStatement(sql, on: self) }
        cursors += 1
        return PostgresWalk(sql, cursor: "walk\(cursors)", isTotal: rows == .totals, on: self)
    }

    /// As `Int64.sortable`: big endian, sign bit flipped.
    func term(ofKey key: String) -> String { "int8send(\(key) # (-9223372036854775808))" }

    /// Runs statements without parameters whose rows do not matter.
    func execute(_ sql: String) throws(Status) {
        let session = try connected()
        try flush()
        // Several statements at once are of the simple protocol, which a pipeline has not.
        PQexitPipelineMode(session.handle)
        defer { PQenterPipelineMode(session.handle) }
        guard PQsendQuery(session.handle, PostgresDialect.translate(sql)) == 1 else { throw lost(session.lost()) }
        var failed: Status?
        let deadline = MonotonicClock.now() + Limits.databaseStepNanoseconds
        while let result = try next(session, until: deadline) {
            defer { PQclear(result) }
            failed = failed ?? failure(result, session)
        }
        changeCount += 1
        guard let failed else { return }
        if state == .open { state = .failed }
        throw failed
    }

    /// The number of a statement's text.
    func number(of sql: String) -> Int {
        if let number = numbers[sql] { return number }
        numbers[sql] = numbers.count
        return numbers.count - 1
    }

    /// Sends a statement whose end is looked at later.
    func send(_ statement: PostgresStatement) throws(Status) {
        if state == .failed, statement !== rollingBack { throw failure ?? Self.ended }
        let session = try connected()
        if !known.contains(statement.number) {
            guard statement.prepare(session.handle) else { throw lost(session.lost()) }
            known.insert(statement.number)
            sent.append(.prepare(statement.number))
        }
        guard statement.send(session.handle) else { throw lost(session.lost()) }
        sent.append(.statement)
        if statement.isChange { changeCount += 1 }
        // What is not taken soon would fill the server's memory and ours.
        if sent.count >= Limits.databasePipeline { try flush() }
    }

    /// Sends a statement and waits for its rows. The result is the caller's to clear.
    func query(_ statement: PostgresStatement) throws(Status) -> OpaquePointer {
        try send(statement)
        guard let last = try statement.isTotal ? total() : collect(1).first else { throw Self.ended }
        return last
    }

    private func total() throws(Status) -> OpaquePointer? {
        let deadline = MonotonicClock.now() + totalPatience
        do { return try collect(1, until: deadline).first } catch {
            guard MonotonicClock.now() >= deadline else { throw error }
            let late = Status(
                .deadlineExceeded,
                "to count this took longer than \(totalPatience / 1_000_000_000) s; narrow it down by a filter"
            )
            // What the view could do no more is for the same reason.
            failure = late
            throw late
        }
    }

    /// Sends a statement with so many bindings, and waits for the rows of each. The results are the caller's to clear.
    func query(_ statement: PostgresStatement, _ count: Int, bind: (Int) -> Void) throws(Status) -> [OpaquePointer] {
        // With what is still to be answered, it must not become too much.
        if sent.count + count + 1 >= Limits.databasePipeline { try flush() }
        for index in 0..<count {
            bind(index)
            try send(statement)
        }
        let answers = try collect(count)
        guard answers.count == count else { throw Self.ended }
        return answers
    }

    /// Waits for all that was sent. Throws the first failure among it.
    func flush() throws(Status) {
        if !sent.isEmpty { _ = try collect(0) }
    }

    private func sync() throws(Status) {
        guard let session else { throw failure ?? Self.ended }
        do { try session.sync() } catch { throw lost(error) }
        sent.append(.sync)
    }

    /// Waits for all that was sent.
    /// - Parameter late: how long to wait, by the monotonic clock; nil: as long as for any answer.
    /// - Returns: the results of the last so many statements, which are the caller's to clear.
    private func collect(_ count: Int, until late: Int64? = nil) throws(Status) -> [OpaquePointer] {
        if case .sync = sent.last {} else { try sync() }
        guard let session else { throw failure ?? Self.ended }
        let deadline = late ?? MonotonicClock.now() + (isBeginning ? firstPatience : patience)
        isBeginning = false
        let answered = sent
        sent.removeAll(keepingCapacity: true)
        var left = answered.reduce(0) { if case .statement = $1 { $0 + 1 } else { $0 } }
        var results: [OpaquePointer] = []
        var failed: Status?
        for each in answered {
            let result: OpaquePointer
            do throws(Status) {
                result = try answer(to: each, session, until: deadline)
            } catch {
                results.forEach { PQclear($0) }
                throw error
            }
            let status = failure(result, session)
            switch each {
            case .sync: PQclear(result)
            case .prepare(let number):
                if PQresultStatus(result) != PGRES_COMMAND_OK { known.remove(number) }
                PQclear(result)
            case .statement:
                if PQresultStatus(result) == PGRES_COMMAND_OK { lastChanges = Self.changes(result) }
                left -= 1
                if left < count { results.append(result) } else { PQclear(result) }
            }
            if failed == nil { failed = status }
        }
        guard let failed else { return results }
        results.forEach { PQclear($0) }
        if state == .open { state = .failed }
        throw failed
    }

    private static func changes(_ result: OpaquePointer) -> Int64 {
        PQcmdTuples(result).flatMap { Int64(String(cString: $0)) } ?? 0
    }

    // MARK: The session

    private func connected() throws(Status) -> PostgresSession {
        if let session { return session }
        // In the middle of a transaction there is none to go on with.
        if state != .idle { throw failure ?? Self.ended }
        do {
            let session = try PostgresSession(address, writable: isWriting, patience: firstPatience)
            self.session = session
            sessionCount += 1
            if isServing { try share() }
            return session
        } catch { throw lost(error) }
    }

    // MARK: Alone or beside others

    private func share() throws(Status) {
        _ = try integer("SELECT 1 FROM pg_advisory_lock_shared(\(PostgresSchema.serving))")
    }

    func claim() throws(Status) {
        // Its own share does not keep it off; but those of two who both claim it would.
        _ = try integer("SELECT 1 FROM pg_advisory_unlock_shared(\(PostgresSchema.serving))")
        let deadline = MonotonicClock.now() + Limits.claimNanoseconds
        let attempt = "SELECT CAST(pg_try_advisory_lock(\(PostgresSchema.serving)) AS int)"
        while try integer(attempt) == 0 {
            guard MonotonicClock.now() < deadline else {
                try share()
                throw Status(
                    .failedPrecondition,
                    """
                    the record is to be indexed anew for this server's modules, but other servers serve it: stop those, or \
                    start this one with their modules
                    """
                )
            }
            usleep(50_000)
        }
    }

    func release() throws(Status) {
        _ = try integer("SELECT 1 FROM pg_advisory_unlock(\(PostgresSchema.serving))")
        try share()
    }

    /// The result of what was sent.
    private func answer(
        to sent: Sent,
        _ session: PostgresSession,
        until deadline: Int64
    ) throws(Status) -> OpaquePointer {
        guard let result = try next(session, until: deadline) else { throw lost(session.lost()) }
        if case .sync = sent { return result }
        do throws(Status) {
            // Behind a statement's result comes an empty one.
            PQclear(try next(session, until: deadline))
            return result
        } catch {
            PQclear(result)
            throw error
        }
    }

    private func next(_ session: PostgresSession, until deadline: Int64) throws(Status) -> OpaquePointer? {
        do { return try session.result(until: deadline) } catch { throw lost(error) }
    }

    /// What a result says has failed; nil for a good one, and for one that was not tried since an earlier one failed.
    private func failure(_ result: OpaquePointer, _ session: PostgresSession) -> Status? {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_SYNC, PGRES_PIPELINE_ABORTED: return nil
        default:
            let status = Status(postgres: result, session.handle)
            if failure == nil { failure = status }
            return status
        }
    }

    private func lost(_ status: Status) -> Status {
        session = nil
        known = []
        sent = []
        if state == .open { state = .failed }
        if failure == nil { failure = status }
        return status
    }
}
