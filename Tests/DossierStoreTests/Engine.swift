import DossierCore
import DossierStore
import Testing

/// An engine that must behave as `Store` says. Every test of behaviour runs on each.
struct Engine: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Opens the store kept in a folder, with its clock.
    var open: @Sendable (Folder, @escaping @Sendable () -> Int64) throws -> any Store

    static let all = [sqlite]

    static let sqlite = Engine(testDescription: "sqlite") { folder, clock in
        var configuration = SQLiteStore.Configuration()
        configuration.clock = clock
        return try SQLiteStore(path: folder.store, configuration: configuration)
    }
}
