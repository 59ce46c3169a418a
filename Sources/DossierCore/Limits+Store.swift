/// Of the store, whatever its engine is.
extension Limits {
    /// Writes in one commit.
    public static let writesPerCommit = 512
    /// Bytes of a record's id.
    public static let recordIDBytes = 256
    /// Bytes of a cursor.
    public static let cursorBytes = 8 << 10
    /// Connections that read the store at a time; one more read waits.
    public static let readers = 8
    /// How long a read waits for one of them, nanoseconds.
    public static let readerNanoseconds: Int64 = 10_000_000_000
    /// Pages of the store's engine kept in memory by each connection that reads, bytes.
    public static let readerCacheBytes = 32 << 20
    /// Pages of the store's engine kept in memory by the writer, bytes.
    public static let writerCacheBytes = 64 << 20
    /// Words whose keys the writer keeps in memory; with one more it begins anew.
    public static let wordsInMemory = 65_536
    /// Patient writes that are worth waking the writer for.
    public static let patientWrites = 64
    /// How long the writer waits for one more patient write, nanoseconds.
    public static let patientNanoseconds: Int64 = 2_000_000
    /// How long writes may join a group that runs, so that its first are not kept waiting, nanoseconds.
    public static let joinNanoseconds: Int64 = 50_000_000
    /// Groups of writes that run with a savepoint for each, after one had to be taken back.
    public static let guardedGroups = 64
    /// Pages of 8 KiB in the write-ahead log before they are copied into the store's file.
    public static let checkpointPages = 4_096
    /// How long the writer waits for readers when the log is four times as long, milliseconds.
    public static let checkpointMilliseconds = 1_000
    /// Transactions whose hashes are recomputed when a store is opened.
    public static let transactionsVerifiedAtOpen = 64
    /// Transactions between two reports of how far the verification of a whole record has come.
    public static let transactionsPerReport = 10_000
    /// How long the writer waits, after a redaction, for readers to let go of the log, nanoseconds.
    public static let scrubNanoseconds: Int64 = 30_000_000_000
    /// Records indexed anew in one transaction.
    public static let recordsPerStep = 256
    /// Terms of a former declaration deleted in one transaction.
    public static let termsPerStep = 16_384
    /// Records kept in memory, bytes of their bodies.
    public static let cacheBytes = 256 << 20
    /// Changes of one kind kept in memory for those who follow its feed,
    public static let tailEntries = 8_192
    /// and their bytes.
    public static let tailBytes = 16 << 20
    /// Changes that one read of a feed looks at, whether or not its filter shows them.
    public static let changesScanned = 1_024
    /// Terms of one record.
    public static let termsPerRecord = 4_096
    /// Different words in the texts of one record.
    public static let wordsPerRecord = 16_384
    /// Weights of searched text: a word in a title counts so many times one in a summary.
    public static let textWeights = 4
}
