import DossierCore

extension SQLiteStore {
    /// Opens a file for a copy to go into, or makes it.
    /// - Throws: as when a store is opened.
    public static func target(_ path: String) throws(Status) -> RecordTarget {
        var configuration = Configuration()
        configuration.isCopy = true
        let file = try StoreFile(path: path, configuration: configuration)
        let lock = file.lock
        return RecordTarget("sqlite:\(path)", file.connection, finish: finish, closed: { lock.release() })
    }

    private static func finish(_ connection: any Connection) throws(Status) {
        try Scrub(connection).run()
        try checkStructure(connection)
    }
}
