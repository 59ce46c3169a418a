import Foundation
import TestSupport

/// `dossier`, as people and scripts run it.
struct CommandLineClient {
    static let path = Products.folder.appending(path: "dossier").path

    let server: String
    /// What commands find in their environment.
    private let environment: [String]

    init(_ server: DossierdProcess, environment: [String: String] = [:]) {
        self.server = "127.0.0.1:\(server.port)"
        self.environment =
            ["env", "DOSSIER_SERVER=\(self.server)"] + environment.map { "\($0.key)=\($0.value)" }
    }

    /// Runs one command.
    func run(_ arguments: String...) async throws -> Command { try await run(arguments) }

    /// As above, with its arguments in an array.
    func run(_ arguments: [String]) async throws -> Command {
        try await Command.run(environment + [Self.path] + arguments)
    }

    /// Runs a script in which `$dossier` is the command.
    func shell(_ script: String) async throws -> Command {
        try await Command.run(environment + ["dossier=\(Self.path)", "bash", "-c", script])
    }
}
