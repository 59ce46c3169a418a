import DossierCore

/// The record: versions of records, their index terms, their history and their change feed.
///
/// One protocol, several engines. Every write is one transaction with one sequence number; a version of a record, and
/// each of its terms, is valid from one sequence to another; nothing is overwritten. Reads, page tokens and the change
/// feed are the same query with another bound.
///
/// All functions may be called from any thread; those that touch the disk say so.
public protocol Store: AnyObject, Sendable {
    /// The engine and its version: "sqlite 3.40.1".
    var engine: String { get }

    /// The last transaction that is durable.
    var head: Moment { get }

    /// Current versions in memory, for readers that must not block.
    var cache: RecordCache { get }

    /// Whether other servers write to the same record: what is current only the engine knows then, and the cache alone does
    /// not answer.
    var isShared: Bool { get }

    /// Makes kinds known, before anything of them is read or written. Blocks: records of a kind whose
    /// `termsVersion` differs from the stored one are indexed anew; `progress` hears (done, of all).
    func declare(_ kinds: [Kind], progress: (Int, Int) -> Void) throws(Status)

    /// Runs `body` on one consistent view of what a reader with that clearance may see: versions that he is cleared for,
    /// of records that he is cleared for as they are now, where he is cleared for all that they name, too. What else there
    /// is does not exist for him. Blocks. The view must not leave `body`.
    func read(
        at moment: MomentRequest,
        for clearance: TLP,
        _ body: (any ReadTransaction) throws(Status) -> Void
    ) throws(Status)

    /// Queues a write and returns. Throws RESOURCE_EXHAUSTED when the queue is full and UNAVAILABLE after `close`;
    /// otherwise `write.done` is called exactly once, after the write is durable or has failed.
    func write(_ write: Write) throws(Status)

    /// Transactions with where they came from and what they wrote, newest first. Blocks.
    func audit(_ query: AuditQuery) throws(Status) -> AuditPage

    /// How it is, and what it has done since it was opened.
    func report() -> StoreReport

    /// Takes what was redacted out of the store's files: free space and logs. Blocks for as long as writing the whole
    /// record anew takes, and writes wait meanwhile; does nothing when nothing was redacted since. What a crash, a full
    /// disk or a reader kept it from is done by the next one, or when the store is opened again.
    func scrub() throws(Status)

    /// Calls `observer` after each commit with the new head and the kinds that were touched, in order, on the writer's
    /// thread: it must return soon.
    func observe(_ observer: @escaping @Sendable (_ head: Moment, _ kinds: [String]) -> Void)

    /// Finishes the queued writes and releases the store. Blocks.
    func close()
}
