import CPostgres
import DossierCore

/// The record in a PostgreSQL database, which other servers may serve as well.
///
/// Unchecked as what it inherits from.
public final class PostgresStore: SQLStore, @unchecked Sendable {
    private let listener = PostgresListener()

    /// Opens the record in a database, or makes it. Blocks.
    ///
    /// UNAVAILABLE when the database does not answer; FAILED_PRECONDITION when it does not let this server in, or is not
    /// Dossier's, or a newer Dossier's, or when the replica is another record's. The message says what to do.
    /// - Parameters:
    ///   - address: postgres://.. or keywords and values, as libpq has them.
    ///   - replica: of a standby that views are read from while it keeps up; nil: there is none.
    public init(
        _ address: String,
        replica: String? = nil,
        configuration: SQLConfiguration = SQLConfiguration()
    ) throws(Status) {
        let (patience, totalPatience) = (configuration.answerNanoseconds, configuration.totalNanoseconds)
        let writing = PostgresConnection(address, isWriting: true, isServing: true, patience: patience)
        let secret = try PostgresSchema.open(writing)
        try CopyNote.refuse(writing)
        if let replica { try Self.check(replica, secret, configuration) }
        let engine = SQLEngine(
            name: "postgresql \(try writing.serverVersion())",
            writing: writing,
            secret: secret,
            reading: { PostgresConnection(address, isWriting: true, patience: patience, totalPatience: totalPatience) },
            readingReplica: replica.map { Self.reading($0, patience, totalPatience) },
            afterGroup: {},
            scrub: { (connection) throws(Status) in try PostgresScrub.run(connection) },
            closed: {}
        )
        try super.init(engine, configuration)
        listener.start(address) { [weak self] in self?.writer.follow() }
    }

    /// A replica that is away, or lets nobody in, may come later, and one that is behind may have no tables yet.
    private static func check(
        _ replica: String,
        _ secret: [UInt8],
        _ configuration: SQLConfiguration
    ) throws(Status) {
        let connection = PostgresConnection(replica, isWriting: false, patience: configuration.answerNanoseconds)
        let found: [UInt8]
        do throws(Status) { found = try PostgresSchema.secret(connection) } catch {
            return configuration.warn("--store-replica cannot be read from yet: \(error.message)")
        }
        guard found != secret else { return }
        throw Status(
            .failedPrecondition,
            "--store-replica is not a standby of --store: it does not hold the same record; name a standby, or leave it out"
        )
    }

    private static func reading(
        _ replica: String,
        _ patience: Int64,
        _ totalPatience: Int64
    ) -> @Sendable () throws(Status) -> any Connection {
        {
            PostgresConnection(
                replica,
                isWriting: false,
                patience: patience,
                firstPatience: Limits.replicaAnswerNanoseconds,
                totalPatience: totalPatience
            )
        }
    }

    /// Finishes the queued writes and closes the connections. Blocks. Not from a write's body or `done`.
    public override func close() {
        listener.close()
        super.close()
    }
}
