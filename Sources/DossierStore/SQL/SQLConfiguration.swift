import DossierCore

/// How a store is opened, whatever its engine.
public struct SQLConfiguration: Sendable {
    /// Bytes of current versions kept in memory.
    public var cacheBytes = Limits.cacheBytes
    /// Connections that read; as many reads run at a time.
    public var readers = Limits.readers
    /// Nanoseconds since 1970.
    public var clock: @Sendable () -> Int64 = systemTime
    /// How long a database may take to answer before its connection is given up, nanoseconds.
    package var answerNanoseconds = Limits.databaseAnswerNanoseconds
    /// Writes that wait for the writer.
    package var writeQueue = Limits.writeQueue

    /// As a server uses it.
    public init() {}
}
