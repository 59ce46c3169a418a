import ArgumentParser

/// The command `dossier`, with what goes before its subcommands.
struct Dossier: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier",
        abstract: "The client of the record of contested cyber incidents: who did what, who says so, who denies it.",
        discussion: RetryNotice.help + "\n\n" + ExitStatus.help,
        version: "0.1.0",
        subcommands: [
            StatusCommand.self, MethodsCommand.self, CallCommand.self, SearchCommand.self, ImportCommand.self,
            ExportCommand.self, PictureCommand.self, TimelineCommand.self, ContestedCommand.self, TraceCommand.self,
            CountCommand.self,
            ResolveCommand.self, AuditCommand.self, RedactCommand.self, BenchCommand.self,
            ResourceCommand<IncidentFields>.self,
            ResourceCommand<ActorFields>.self, ResourceCommand<StatementFields>.self,
            ResourceCommand<SourceFields>.self,
        ]
    )

    @OptionGroup var options: GlobalOptions
}
