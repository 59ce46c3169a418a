import ArgumentParser
import DossierCore

/// Makes, lists and revokes tokens in a file of identities.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make, list and revoke the tokens of callers; a server that runs hears of it at SIGHUP.",
        subcommands: [CreateToken.self, ListTokens.self, RevokeToken.self]
    )

    /// Runs a body; a failure is told on standard error.
    static func reporting(_ body: () throws(Status) -> Void) throws(ExitCode) {
        do throws(Status) {
            try body()
        } catch {
            StandardError.line("dossierd: \(error.code): \(error.message)")
            throw .failure
        }
    }
}

/// Which file.
struct IdentitiesOption: ParsableArguments {
    @Option(
        name: .customLong("identities"),
        help: ArgumentHelp("The file of identities, as the server is given it.", valueName: "file")
    )
    var file: String
}
