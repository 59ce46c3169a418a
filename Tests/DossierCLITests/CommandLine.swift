import Foundation
import TestSupport

/// `dossier`, as people and scripts run it.
struct CommandLineClient {
    static let path = Products.folder.appending(path: "dossier").path

    let server: String

    init(_ server: DossierdProcess) { self.server = "127.0.0.1:\(server.port)" }

    /// Runs one command.
    func run(_ arguments: String...) async throws -> Command { try await run(arguments) }

    /// As above, with its arguments in an array.
    func run(_ arguments: [String]) async throws -> Command {
        try await Command.run(["env", "DOSSIER_SERVER=\(server)", Self.path] + arguments)
    }

    /// Runs a script in which `$dossier` is the command.
    func shell(_ script: String) async throws -> Command {
        try await Command.run(["env", "DOSSIER_SERVER=\(server)", "dossier=\(Self.path)", "bash", "-c", script])
    }
}
