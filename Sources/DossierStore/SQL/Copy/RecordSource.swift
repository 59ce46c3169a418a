import DossierCore

/// A record in one view, to be verified or copied from beginning to end, whether or not servers have it open: nothing is
/// changed, and the view holds as long as this. Used by one thread at a time.
public final class RecordSource {
    let connection: any Connection
    /// As it may be shown.
    let name: String
    /// It is of the present schema.
    let isCurrent: Bool
    private let hasAudit: Bool
    private let checkStructure: (any Connection) throws(Status) -> Void

    /// - Parameters:
    ///   - name: as it may be shown.
    ///   - connection: in a transaction that shows one view.
    ///   - isCurrent: it is of the present schema.
    ///   - hasAudit: it has the tables that came with the audit.
    ///   - checkStructure: of the engine's own files.
    init(
        _ name: String,
        _ connection: any Connection,
        isCurrent: Bool = true,
        hasAudit: Bool = true,
        checkStructure: @escaping (any Connection) throws(Status) -> Void = { _ in }
    ) {
        self.name = name
        self.connection = connection
        self.isCurrent = isCurrent
        self.hasAudit = hasAudit
        self.checkStructure = checkStructure
    }

    deinit { connection.rollback() }

    /// What a copy of it needs beside the tables: its secret, and where it ends.
    /// - Throws: FAILED_PRECONDITION when an older Dossier wrote it; DATA_LOSS when it has no secret.
    func head() throws(Status) -> (secret: [UInt8], last: RecordHead) {
        guard isCurrent else {
            throw Status(
                .failedPrecondition,
                "an older Dossier wrote this: serve it once with this one, which brings it up to date, and then copy it"
            )
        }
        let secret = try connection.prepare("SELECT value FROM meta WHERE name = 'secret'")
        guard try secret.step() else { throw .damaged("it has no secret") }
        return ([UInt8](secret.bytes(0)), try Verification(connection).last())
    }

    /// Recomputes the hashes of every body and every transaction, and checks the structure of the engine's files. Blocks for
    /// as long as reading everything takes. DATA_LOSS naming the first bad transaction.
    /// - Parameters:
    ///   - noted: the hash that a transaction was seen to have; another one now is DATA_LOSS.
    ///   - progress: hears how many transactions are verified, of how many.
    public func verify(
        noted: (sequence: UInt64, hash: [UInt8])? = nil,
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(Status) -> RecordHead {
        let verification = try Verification(connection, hasAudit: hasAudit)
        try verification.all(progress)
        try checkStructure(connection)
        if let noted, try verification.hash(ofTransaction: noted.sequence) != noted.hash {
            throw .broken(noted.sequence, nil, "is missing or has another hash than the one noted")
        }
        return try verification.last()
    }
}
