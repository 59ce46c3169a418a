import ArgumentParser
import DossierHost

/// The server's command line.
@main
struct Dossierd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossierd",
        abstract: "Keeps the record of contested cyber incidents and answers over the network.",
        version: Host.version,
        subcommands: [
            Serve.self, TokenCommand.self, Verify.self, Redact.self, Backup.self, Restore.self, Migrate.self,
            SchemaTables.self,
        ],
        defaultSubcommand: Serve.self
    )
}
