import DossierCore

/// One connection to an engine of SQL. Used by one thread at a time - the writer's, or the one that borrowed it from the
/// pool.
protocol Connection: AnyObject, Sendable {
    /// The engine's first error since this was set to nil.
    var failure: Status? { get set }

    /// Whether a transaction is open that can still be committed. An engine may end it by itself, as on a full disk.
    var isInTransaction: Bool { get }

    /// Whether the engine is out of reach. The next transaction looks for it anew.
    var isLost: Bool { get }

    /// Sessions so far. A new one may be with a server that has taken over, and lacks the last transactions.
    var sessionCount: Int { get }

    /// How far the engine's log is durable; of a standby, how far it has come in it.
    func logPosition() throws(Status) -> Int64

    /// Whether other servers write to the same record.
    var isShared: Bool { get }

    /// Counts up with whatever may have changed a row, even if it was taken back.
    var changeCount: Int64 { get }

    /// Rows that the last statement changed.
    func changes() throws(Status) -> Int64

    /// Begins a transaction that writes, once no other one does.
    func begin() throws(Status)

    /// Begins a transaction that reads, all of it as of one moment.
    func beginReading() throws(Status)

    /// Commits, and tells other servers. UNAVAILABLE, after it was committed, when somebody ended the wait for standbys.
    /// - Parameter sequence: the record's last transaction since; nil: nothing that they show has changed.
    func commit(_ sequence: UInt64?) throws(Status)

    /// Has the end of a transaction that writes wait, as if it had written, until what was committed before it is where the
    /// engine's standbys are to have it.
    func awaitStandbys() throws(Status)

    /// Ends a transaction that reads.
    func endReading() throws(Status)

    /// What a record's key is among the values of terms, in SQL.
    func term(ofKey key: String) -> String

    /// Prepares one statement, to be used many times. Its parameters are ?1, ?2 ..
    /// - Parameter rows: how many it may find.
    func prepare(_ sql: String, rows: RowCount) throws(Status) -> any Statement

    /// Runs statements whose rows do not matter.
    func execute(_ sql: String) throws(Status)

    /// Makes sure, until `release`, that no other server serves the record: what it serves is to be indexed anew. Blocks for
    /// `Limits.claimNanoseconds` at most; FAILED_PRECONDITION when one does.
    func claim() throws(Status)

    /// Lets other servers serve the record, after `claim`.
    func release() throws(Status)

    /// Ends the transaction, if one is open, without effect.
    func rollback()
}

extension Connection {
    /// Prepares a statement that finds few rows.
    func prepare(_ sql: String) throws(Status) -> any Statement { try prepare(sql, rows: .few) }

    /// Notes in `meta` that something is to be done.
    func note(_ name: String) throws(Status) {
        let add = try prepare(
            "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        add.bind(1, text: name)
        // Who has done it finds out that it is to be done again since he began.
        add.bind(2, Sodium.random(8))
        try add.run()
    }

    /// The first column of the first row; 0 without one.
    func integer(_ sql: String) throws(Status) -> Int64 {
        let statement = try prepare(sql)
        return try statement.step() ? statement.integer(0) : 0
    }

    /// Runs `body` in a transaction of its own that writes.
    func transaction<Result>(_ body: () throws(Status) -> Result) throws(Status) -> Result {
        try begin()
        do {
            let result = try body()
            try commit(nil)
            return result
        } catch {
            rollback()
            throw error
        }
    }
}
