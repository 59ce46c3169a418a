import DossierClient
import DossierCore
import Foundation
import Synchronization
import TestSupport

/// The servers over one record, by their numbers; some may be away.
final class Fleet: Sendable {
    /// The record, as `dossierd --store` takes it.
    let store: String
    /// The database server; nil: the record is a file.
    let database: PostgresServer?
    /// How many servers there are when all are there.
    let size: Int
    private let folder: URL
    private let servers: Mutex<[DossierdProcess?]>

    /// Starts the servers of a new record; to be stopped.
    /// - Parameter folder: for all that they keep.
    init(_ engine: TestEngine, in folder: URL) async throws {
        self.folder = folder
        switch engine {
        case .sqlite:
            (size, database) = (1, nil)
            store = "sqlite:\(folder.appending(path: "record.db").path)"
        case .postgres:
            let server = try await blocking { try PostgresServer() }
            (size, database) = (4, server)
            store = server.address(of: try await blocking { try server.makeDatabase() })
        }
        servers = Mutex(Array(repeating: nil, count: size))
        for number in 0..<size {
            try FileManager.default.createDirectory(at: place(of: number), withIntermediateDirectories: true)
        }
        try await startAll()
    }

    /// Where a server listens; nil while it is away.
    func address(of number: Int) -> ServerAddress? {
        servers.withLock { $0[number] }.map { ServerAddress(host: "127.0.0.1", port: Int($0.port)) }
    }

    /// Its process; nil while it is away.
    func process(of number: Int) -> Int32? { servers.withLock { $0[number] }?.identifier }

    /// Starts a server that is away.
    func start(_ number: Int) async throws {
        let server = try await DossierdProcess.start(in: place(of: number), store: store)
        servers.withLock { $0[number] = server }
    }

    /// Starts all servers, at once.
    func startAll() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<size { group.addTask { try await self.start(number) } }
            try await group.waitForAll()
        }
    }

    /// Ends a server without any notice.
    func kill(_ number: Int) async { await take(number)?.kill() }

    /// Asks all servers to end.
    /// - Returns: how those ended that did not end well.
    func stop() async -> [String] {
        var faults: [String] = []
        for number in 0..<size {
            guard let status = await take(number)?.stop(), status != 0 else { continue }
            faults.append("server \(number) ended with status \(status)")
        }
        return faults
    }

    private func take(_ number: Int) -> DossierdProcess? {
        servers.withLock { servers in
            defer { servers[number] = nil }
            return servers[number]
        }
    }

    /// The folder of a server.
    private func place(of number: Int) -> URL { folder.appending(path: "server\(number)") }
}
