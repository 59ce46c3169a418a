import Foundation
import Glibc

/// A PostgreSQL server for tests, with a new cluster in a folder of its own. It listens on a Unix socket and on a port of
/// the loopback address, and lets everybody in. Neither a process nor a file of it outlives this process.
///
/// What is asked of it blocks until it is done. When this process is root's, the server is the user `postgres`'s, who must
/// be able to reach that folder.
package final class PostgresServer: Sendable {
    /// On 127.0.0.1; the same when it is started again.
    package let port: UInt16
    /// The folder of everything: `data`, `log` and the socket.
    package let folder: URL
    private let keeper: PostgresKeeper

    /// It does not start, or refuses something: with its words.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// How clients come to it.
    package enum Door: Sendable, CaseIterable { case socket, loopback }

    /// How it ends: with its sessions ended and all data written, or at once, so that it recovers when it starts again.
    package enum Stop: String, Sendable, CaseIterable {
        case fast = "INT"
        case immediate = "QUIT"
    }

    /// One for all tests that only need a database: it does not wait for the disk, and is kept in memory where there is room.
    /// Started by the first of them.
    package static let shared: PostgresServer = {
        let settings = [
            "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "300",
        ]
        do { return try PostgresServer(settings, below: memory) } catch {
            fatalError("the tests need PostgreSQL: \(error)")
        }
    }()

    /// A folder in memory with room for some hundred databases; without one, that for temporary files. A database is three
    /// hundred files, which a disk's file system takes up to ten times as long to make.
    private static var memory: URL {
        let memory = URL(fileURLWithPath: "/dev/shm")
        var space = statvfs()
        let isRoomy = statvfs(memory.path, &space) == 0 && Int(space.f_bavail) * Int(space.f_frsize) >= 1 << 31
        return isRoomy && access(memory.path, W_OK) == 0 ? memory : FileManager.default.temporaryDirectory
    }

    /// Makes an empty cluster and starts its server.
    /// - Parameters:
    ///   - settings: of the server, besides PostgreSQL's own; `ALTER SYSTEM` can change them.
    ///   - place: where its folder is made.
    package convenience init(
        _ settings: [String: String] = [:],
        below place: URL = FileManager.default.temporaryDirectory
    ) throws {
        let initdb = "initdb -D data -U dossier -E UTF8 --locale=C --auth=trust --no-sync --no-instructions"
        try self.init(settings, below: place, madeBy: initdb)
    }

    /// - Parameter command: makes the cluster.
    init(
        _ settings: [String: String],
        below place: URL = FileManager.default.temporaryDirectory,
        madeBy command: String
    ) throws {
        let user = geteuid() == 0 ? "postgres" : nil
        folder = try Self.makeFolder(below: place, of: user)
        port = try FreePort.find()
        keeper = try PostgresKeeper(folder, as: user, port: port)
        try keeper.order(command)
        try configure(settings)
        try start()
    }

    /// The address of one of its databases, as libpq has it.
    package func address(of database: String = "postgres", by door: Door = .socket) -> String {
        switch door {
        case .socket: "postgres://dossier@/\(database)?host=\(folder.path)&port=\(port)"
        case .loopback: "postgres://dossier@127.0.0.1:\(port)/\(database)"
        }
    }

    /// Starts it again, and waits until it takes connections.
    package func start() throws { try keeper.order("start") }

    /// Ends it; not when it is paused.
    package func stop(_ stop: Stop = .fast) throws { try keeper.order(stop.rawValue) }

    /// Ends all of its processes without any notice, paused or not.
    package func kill() throws { try keeper.order("KILL") }

    /// Holds all of its processes: connections stay, and nothing is answered.
    package func pause() throws { try keeper.order("STOP") }

    /// Lets them go on.
    package func resume() throws { try keeper.order("CONT") }

    private func configure(_ settings: [String: String]) throws {
        let own = [
            "listen_addresses": "127.0.0.1", "port": "\(port)", "unix_socket_directories": folder.path,
            // What is shared is kept below the folder, too.
            "dynamic_shared_memory_type": "mmap",
        ]
        let lines = own.merging(settings) { $1 }.map { "\($0) = '\($1.replacing("'", with: "''"))'\n" }
        let file = try FileHandle(forWritingTo: folder.appending(path: "data/postgresql.conf"))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: Data(lines.joined().utf8))
    }

    /// A new folder with a short path, since that of a socket is bounded to 107 bytes.
    private static func makeFolder(below place: URL, of user: String?) throws -> URL {
        var path = place.appending(path: "dossier-XXXXXX").path.utf8CString.map { $0 }
        guard mkdtemp(&path) != nil else { throw Failure(description: "no folder in \(place.path): errno \(errno)") }
        if let user {
            guard let entry = getpwnam(user) else { throw Failure(description: "there is no user \(user)") }
            chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid)
        }
        return URL(fileURLWithPath: String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
