import DossierCore
import TestSupport
import Testing

@testable import DossierStore

/// An engine that must behave as `Store` says. Every test of behaviour runs on each.
struct Engine: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Opens the store kept in a folder, with its clock.
    var open: @Sendable (Folder, @escaping @Sendable () -> Int64) throws -> any Store

    static let all = [sqlite, postgres]

    static let sqlite = Engine(testDescription: "sqlite") { folder, clock in
        var configuration = SQLiteStore.Configuration()
        configuration.store.clock = clock
        return try SQLiteStore(path: folder.store, configuration: configuration)
    }

    /// A database of the server that all tests share.
    static let postgres = Engine(testDescription: "postgres") { folder, clock in
        var configuration = SQLConfiguration()
        configuration.clock = clock
        configuration.readers = 2
        return try PostgresStore(try FolderDatabases.address(for: folder.path), configuration: configuration)
    }
}
