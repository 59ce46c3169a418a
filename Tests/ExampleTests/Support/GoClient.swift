import Foundation
import TestSupport

/// The example clients in Go, built from their sources.
enum GoClient {
    private static let built = Task {
        let folder = Products.folder.appending(path: "GoClients")
        let command = try await Command.run("Examples/clients/go-ttrpc/build.sh", folder.path)
        guard command.status == 0 else { throw Installation.Failure(description: command.output) }
        return folder
    }

    /// The folder of the programs; built once a run.
    static func build() async throws -> URL { try await built.value }
}
