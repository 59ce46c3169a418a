import DossierCore

/// How a store is opened, whatever its engine.
public struct SQLConfiguration: Sendable {
    /// Bytes of current versions kept in memory.
    public var cacheBytes = Limits.cacheBytes
    /// Connections that read; as many reads run at a time.
    public var readers = Limits.readers
    /// Nanoseconds since 1970.
    public var clock: @Sendable () -> Int64 = systemTime
    /// Hears, in a sentence, what whoever runs the server should look at. Any thread; must return soon.
    public var warn: @Sendable (String) -> Void = { _ in }
    /// Hears why the engine, or what it stands on, could not do what it was asked for: the status that a caller gets. Any
    /// thread; must return soon. The words of INTERNAL alone may quote the record.
    public var failed: @Sendable (Status) -> Void = { _ in }
    /// How long a database may take to answer before its connection is given up, nanoseconds.
    package var answerNanoseconds = Limits.databaseAnswerNanoseconds
    /// The same, when it counts all of a record.
    package var totalNanoseconds = Limits.databaseTotalNanoseconds
    /// How long a replica that is behind or away is left alone, nanoseconds.
    package var replicaAwayNanoseconds = Limits.replicaAwayNanoseconds
    /// Writes that wait for the writer.
    package var writeQueue = Limits.writeQueue

    /// As a server uses it.
    public init() {}
}
