import DossierCore
import TestSupport

@testable import DossierStore

/// A place that records are copied from and to: a file, or a database of the server that all tests share.
struct CopyPlace {
    let folder: Folder
    private let address: PostgresAddress?

    /// An empty file.
    static func file() -> CopyPlace { CopyPlace(folder: Folder(), address: nil) }

    /// An empty database.
    static func database() throws -> CopyPlace {
        let folder = Folder()
        return CopyPlace(folder: folder, address: PostgresAddress(try FolderDatabases.address(for: folder.path)))
    }

    func source() throws(Status) -> RecordSource {
        if let address { try PostgresStore.source(address) } else { try SQLiteStore.source(folder.store) }
    }

    func target() throws(Status) -> RecordTarget {
        if let address { try PostgresStore.target(address) } else { try SQLiteStore.target(folder.store) }
    }

    /// A connection that changes what is there behind everybody's back.
    func connection() throws -> any Connection {
        if let address { return PostgresConnection(address.text, isWriting: true) }
        return try SQLiteConnection(path: folder.store, use: .writing)
    }

    /// The record there, served.
    func desk(_ clock: TestClock = TestClock()) throws -> Desk {
        let engine = Engine(testDescription: address == nil ? "sqlite" : "postgres") { [address] folder, clock in
            if let address {
                var configuration = SQLConfiguration()
                configuration.clock = clock
                configuration.readers = 2
                return try PostgresStore(address.text, configuration: configuration)
            }
            var configuration = SQLiteStore.Configuration()
            configuration.store.clock = clock
            return try SQLiteStore(path: folder.store, configuration: configuration)
        }
        return try Desk(engine, folder: folder, clock: clock)
    }

    /// Copies a record there.
    @discardableResult
    func copy(
        from source: CopyPlace,
        _ beginning: RecordCopy.Beginning = .new,
        pageRows: Int = Limits.walkRows,
        _ progress: (RecordCopy.Progress) throws(Status) -> Void = { _ in }
    ) throws(Status) -> RecordHead {
        var copy = RecordCopy(from: try source.source(), to: try target())
        copy.pageRows = pageRows
        return try copy.run(beginning, progress)
    }
}
