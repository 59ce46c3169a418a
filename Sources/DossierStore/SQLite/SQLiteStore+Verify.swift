import DossierCore

extension SQLiteStore {
    /// Recomputes the hashes of every body and every transaction, and checks the file's structure. Blocks for as long
    /// as reading the whole file takes; reads and writes go on meanwhile. DATA_LOSS naming the first bad transaction.
    public func verify() throws(Status) {
        let connection = try Connection(path: path, use: .reading)
        try connection.execute("BEGIN")
        defer { connection.rollback() }
        try Verification(connection).all()
    }
}
