import Foundation
import Glibc

/// Where a server keeps its record, and how the room there is taken and given back while it runs.
package enum SmallDisk: Sendable, CaseIterable {
    /// A file system of its own, in memory, which only the server's process sees. Needs the right to mount.
    case fileSystem
    /// A limit to the size of each of the process's files. Works anywhere.
    case fileSizeLimit

    /// Those that this machine allows.
    package static let available: [SmallDisk] = canMount ? [.fileSystem, .fileSizeLimit] : [.fileSizeLimit]

    /// Makes a process's folder such a disk before the server begins: a `launcher` of `DossierdProcess`.
    package func launcher(over folder: URL) -> [String] {
        switch self {
        case .fileSystem: Self.mounting(folder.path)
        case .fileSizeLimit: []
        }
    }

    /// Leaves the server some room, at most this much more than it takes now.
    package func fill(_ folder: URL, of server: DossierdProcess, leaving bytes: Int) async throws {
        switch self {
        case .fileSystem:
            let place = seen(folder, by: server)
            var space = statvfs()
            guard statvfs(place.path, &space) == 0 else { throw Failure(description: "no statvfs of \(place.path)") }
            let free = Int(space.f_bavail) * Int(space.f_frsize)
            try Data(count: max(0, free - bytes)).write(to: place.appending(path: "filler"))
        case .fileSizeLimit:
            let sizes = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .map { try FileManager.default.attributesOfItem(atPath: $0.path)[.size] as? Int ?? 0 }
            try await limit(server, to: "\((sizes.max() ?? 0) + bytes)")
        }
    }

    /// Gives the room back.
    package func free(_ folder: URL, of server: DossierdProcess) async throws {
        switch self {
        case .fileSystem: try FileManager.default.removeItem(at: seen(folder, by: server).appending(path: "filler"))
        case .fileSizeLimit: try await limit(server, to: "unlimited")
        }
    }

    /// The folder as the server sees it.
    package func seen(_ folder: URL, by server: DossierdProcess) -> URL {
        switch self {
        case .fileSystem: URL(fileURLWithPath: "/proc/\(server.identifier)/root\(folder.path)")
        case .fileSizeLimit: folder
        }
    }

    private func limit(_ server: DossierdProcess, to size: String) async throws {
        let set = try await Command.run("prlimit", "--pid", "\(server.identifier)", "--fsize=\(size):")
        guard set.status == 0 else { throw Failure(description: set.output) }
    }

    private static func mounting(_ folder: String) -> [String] {
        ["unshare", "--mount", "sh", "-c", "mount -t tmpfs -o size=16m none \"$0\" && exec \"$@\"", folder]
    }

    private static let canMount: Bool = {
        let trial = Process()
        trial.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        trial.arguments = mounting(FileManager.default.temporaryDirectory.path) + ["true"]
        trial.standardError = FileHandle.nullDevice
        guard (try? trial.run()) != nil else { return false }
        trial.waitUntilExit()
        return trial.terminationStatus == 0
    }()

    /// The disk could not be made small.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }
}
