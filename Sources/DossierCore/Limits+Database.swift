/// Of a database that keeps the record.
extension Limits {
    /// How long a connection to a database may take for each of its addresses, seconds.
    public static let databaseConnectSeconds = 5
    /// A connection to a database on which nothing comes for so long is asked whether its other end lives, and again after
    /// as long; seconds,
    public static let databaseKeepaliveSeconds = 10
    /// and given up after so many questions without an answer.
    public static let databaseKeepalives = 3
    /// How long a database may take to answer before its connection is given up, nanoseconds,
    public static let databaseAnswerNanoseconds: Int64 = 10_000_000_000
    /// when it counts all of a record for a caller,
    public static let databaseTotalNanoseconds: Int64 = 240_000_000_000
    /// and when it changes its tables, works out all marks or counts what is to be indexed.
    public static let databaseStepNanoseconds: Int64 = 3_600_000_000_000
    /// How long who listens for the commits of other servers waits before he tries to connect again, milliseconds.
    public static let listenMilliseconds: Int32 = 250
    /// How long he listens before he looks whether he has missed something, milliseconds.
    public static let lookMilliseconds: Int32 = 5_000
    /// How long a read waits for a replica that is behind, nanoseconds,
    public static let replicaNanoseconds: Int64 = 50_000_000
    /// for its first answer in each view,
    public static let replicaAnswerNanoseconds: Int64 = 1_000_000_000
    /// and how long one that is not up to date then is left alone.
    public static let replicaAwayNanoseconds: Int64 = 5_000_000_000
    /// How long a server that must index a record anew waits for others to stop serving it, nanoseconds.
    public static let claimNanoseconds: Int64 = 5_000_000_000
    /// How long a database keeps a transaction, and its locks, of a server that says nothing, seconds.
    public static let databaseIdleSeconds = 10
    /// How often a database looks, while it works for a server, whether that is still there, seconds.
    public static let databaseCheckSeconds = 1
    /// Rows that a long walk fetches from a database first,
    public static let databaseFirstRows = 64
    /// and at a time afterwards.
    public static let databaseRows = 1_024
    /// Questions of a kind that a database is asked at once.
    public static let databaseQuestions = 100
    /// Statements sent to a database before their ends are looked at.
    public static let databasePipeline = 256
}
