import DossierCore
import Glibc

extension SQLiteStore {
    /// Opens a file for a copy to go into, or makes it, for its owner alone to read.
    /// - Throws: as when a store is opened.
    public static func target(_ path: String) throws(Status) -> RecordTarget {
        let made = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        // Why not, is said below.
        if made >= 0 { Glibc.close(made) }
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
