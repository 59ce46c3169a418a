import DossierCore

extension SQLiteStore {
    /// How far a record was found to be as it was written.
    public struct Verified: Sendable {
        /// Its last transaction; sequence 0 when it is empty.
        public var moment: Moment
        /// The hash that binds that one to all before.
        public var hash: [UInt8]
    }

    /// Recomputes the hashes of every body and every transaction, and checks the file's structure. Blocks for as long
    /// as reading the whole file takes; reads and writes go on meanwhile. DATA_LOSS naming the first bad transaction.
    public func verify() throws(Status) { _ = try Self.verify(path: path) }

    /// The same of a file, whether or not a server has it open: one view of it is read, and nothing is changed. While it
    /// is read, a server's log grows.
    /// - Parameters:
    ///   - noted: the hash that a transaction was seen to have; another one now is DATA_LOSS.
    ///   - progress: hears how many transactions are verified, of how many.
    /// - Throws: FAILED_PRECONDITION when it is not Dossier's, or a newer Dossier's, too.
    public static func verify(
        path: String,
        noted: (sequence: UInt64, hash: [UInt8])? = nil,
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(Status) -> Verified {
        try FileHeader.check(path)
        let connection = try Connection(path: path, use: .reading)
        try connection.execute("BEGIN")
        defer { connection.rollback() }
        try StoreFile.check(connection, path: path, schema: .current)
        guard try connection.integer("PRAGMA user_version") > 0 else {
            throw Status(.failedPrecondition, "\(path) is empty: there is no record in it; name another file")
        }
        let verification = try Verification(connection)
        try verification.all(progress)
        if let noted, try verification.hash(ofTransaction: noted.sequence) != noted.hash {
            throw .broken(noted.sequence, nil, "is missing or has another hash than the one noted")
        }
        let head = try connection.prepare(
            "SELECT sequence, time, hash FROM transactions ORDER BY sequence DESC LIMIT 1"
        )
        guard try head.step() else { return Verified(moment: Moment(sequence: 0, time: 0), hash: Chain.genesis) }
        return Verified(moment: Moment(sequence: head.count(0), time: head.integer(1)), hash: [UInt8](head.bytes(2)))
    }
}
