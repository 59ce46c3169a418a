import DossierCore

extension SQLiteStore {
    /// Recomputes the hashes of every body and every transaction, and checks the file's structure. Blocks for as long
    /// as reading the whole file takes; reads and writes go on meanwhile. DATA_LOSS naming the first bad transaction.
    public func verify() throws(Status) { _ = try Self.source(path).verify() }

    /// The record of a file, whether or not a server has it open. While it is read, a server's log grows.
    /// - Throws: FAILED_PRECONDITION when it is not Dossier's, or a newer Dossier's, or the half of a copy; DATA_LOSS when it
    ///   is damaged.
    public static func source(_ path: String) throws(Status) -> RecordSource {
        try FileHeader.check(path)
        let connection = try SQLiteConnection(path: path, use: .reading)
        try connection.beginReading()
        try StoreFile.check(connection, path: path, schema: .current)
        let version = try connection.integer("PRAGMA user_version")
        guard version > 0 else {
            throw Status(.failedPrecondition, "\(path) is empty: there is no record in it; name another file")
        }
        try CopyNote.refuse(connection)
        return RecordSource(
            "sqlite:\(path)",
            connection,
            isCurrent: version == Schema.current.steps.count,
            hasAudit: try Schema.hasAudit(connection),
            checkStructure: checkStructure
        )
    }

    /// DATA_LOSS when the engine finds its file damaged.
    static func checkStructure(_ connection: any Connection) throws(Status) {
        let check = try connection.prepare("PRAGMA integrity_check(1)")
        guard try check.step(), check.text(0) == "ok" else {
            throw Status(.dataLoss, "the file is damaged: \(check.text(0)); restore a backup")
        }
    }
}
