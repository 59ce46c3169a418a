import DossierCore

/// What an engine of SQL brings to a store.
struct SQLEngine: Sendable {
    /// And its version: "sqlite 3.40.1".
    var name: String
    /// The writer's connection, to a record of the present schema.
    var writing: any Connection
    /// The store's own secret, from which the key of its cursors is made.
    var secret: [UInt8]
    /// Makes a connection that reads.
    var reading: @Sendable () throws(Status) -> any Connection
    /// Makes a connection that reads from a replica, which may be behind; nil: there is none.
    var readingReplica: (@Sendable () throws(Status) -> any Connection)?
    /// Called after each group of writes, on the writer's thread.
    var afterGroup: @Sendable () -> Void
    /// Takes what was redacted out of the engine's files, by the writer's connection. On its thread.
    var scrub: @Sendable (any Connection) throws(Status) -> Void
    /// Called once all connections are closed.
    var closed: @Sendable () -> Void
}
