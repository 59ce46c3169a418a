import Foundation
import Synchronization
import TestSupport

/// An example client, built from its sources; by its folder's name.
enum ExampleClient: String, CaseIterable {
    case cpp
    case goGRPC = "go-grpc"
    case goTTRPC = "go-ttrpc"
    case python
    case ruby

    private static let builds = Mutex<[ExampleClient: Task<URL, any Error>]>([:])

    /// The folder of its programs; built once a run.
    func build() async throws -> URL {
        let build = Self.builds.withLock { builds in
            let build = builds[self] ?? Task { try await buildAnew() }
            builds[self] = build
            return build
        }
        return try await build.value
    }

    private func buildAnew() async throws -> URL {
        let sources = "Examples/clients/\(rawValue)"
        let folder = Products.folder.appending(path: "Clients/\(rawValue)")
        let make = ["make", "-j2", "-C", sources, "BUILD=\(folder.path)"]
        let command = try await Command.run(self == .cpp ? make : ["\(sources)/build.sh", folder.path])
        guard command.status == 0 else { throw Installation.Failure(description: command.output) }
        return folder
    }

    /// Runs its program `attribute`.
    func attribute(_ id: String, at port: UInt16) async throws -> Command {
        try await Command.run(build().appending(path: "attribute").path, "--server", "127.0.0.1:\(port)", id)
    }
}
