import Foundation

/// What keeps the records of the servers that tests start.
package enum TestEngine: String, Sendable {
    case sqlite, postgres

    /// That of this run: the environment's `DOSSIER_TEST_ENGINE`, else SQLite.
    package static let chosen: TestEngine = {
        let name = ProcessInfo.processInfo.environment["DOSSIER_TEST_ENGINE"] ?? sqlite.rawValue
        guard let engine = TestEngine(rawValue: name) else { fatalError("DOSSIER_TEST_ENGINE is sqlite or postgres") }
        return engine
    }()

    /// How the server names it, before its version.
    package var name: String {
        switch self {
        case .sqlite: "sqlite"
        case .postgres: "postgresql"
        }
    }

    /// How much of so many random trials is run: all on SQLite, and an eighth where each look at the record is a round trip.
    package func trials(_ count: Int) -> Int { self == .sqlite ? count : count / 8 }

    /// The address of the record that goes with a folder, as `dossierd --store` takes it; there is none yet in a new folder.
    package func record(in folder: URL) throws -> String {
        switch self {
        case .sqlite: "sqlite:\(folder.appending(path: "record.db").path)"
        case .postgres: try FolderDatabases.address(for: folder.path)
        }
    }
}
