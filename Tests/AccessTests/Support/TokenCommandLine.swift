import Foundation
import TestSupport

/// `dossierd token`, as it is typed.
struct TokenCommandLine {
    private let file: URL

    /// For this file of identities.
    init(_ file: URL) { self.file = file }

    /// Runs a subcommand.
    func run(_ subcommand: String, _ arguments: [String] = []) async throws -> Command {
        let program = Products.folder.appending(path: "dossierd").path
        return try await Command.run([program, "token", subcommand, "--identities", file.path] + arguments)
    }

    /// Makes a token.
    func create(_ subject: String, _ role: String, clearance: String = "red", _ more: String...) async throws -> String
    {
        let arguments = ["--subject", subject, "--role", role, "--clearance", clearance] + more
        let run = try await run("create", arguments)
        guard run.status == 0, run.output.hasSuffix("\n") else { throw DossierdFailure(description: run.output) }
        return String(run.output.dropLast())
    }
}
