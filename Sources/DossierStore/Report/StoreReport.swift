import DossierCore

/// How a store is, and what it has done since it was opened.
public struct StoreReport: Sendable {
    /// Connections that read, and who uses them.
    public struct Readers: Sendable {
        /// So many there are,
        public let all: Int
        /// and so many are lent.
        public let lent: Int
        /// How long those waited who found none free, nanoseconds.
        public let waits: Distribution
    }

    /// A replica that views are read from.
    public struct Replica: Sendable {
        /// It keeps up; else it is left alone for a while.
        public let isRead: Bool
        /// Its connections.
        public let readers: Readers
    }

    /// Bytes of the engine's files.
    public struct Files: Sendable {
        /// Of the record,
        public let record: UInt64
        /// and of the log before it.
        public let log: UInt64
    }

    /// The engine and its version: "sqlite 3.40.1".
    public let engine: String
    /// The last transaction that is durable.
    public let head: Moment
    /// Writes that wait for the writer.
    public let waitingWrites: Int
    /// Writes that shared a commit. Its count is that of the commits.
    public let groups: Distribution
    /// How long the engine took to commit, its wait for the disk included, nanoseconds.
    public let commits: Distribution
    /// Groups that the engine did not take: they were run again in halves, or refused.
    public let failedGroups: UInt64
    /// Records in memory.
    public let cache: RecordCache.Report
    /// Of the record.
    public let readers: Readers
    /// Nil: there is none.
    public let replica: Replica?
    /// Nil: they are another program's.
    public let files: Files?
}
