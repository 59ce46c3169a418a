import ArgumentParser

/// The commands for one kind of resource: `dossier incident list` ..
struct ResourceCommand<Fields: ResourceFields>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Fields.kind.field,
            abstract: "Find, show, record, change, delete and watch \(Fields.kind).",
            subcommands: [
                ListCommand<Fields>.self, GetCommand<Fields>.self, CreateCommand<Fields>.self,
                UpdateCommand<Fields>.self, DeleteCommand<Fields>.self, UndeleteCommand<Fields>.self,
                HistoryCommand<Fields>.self, WatchCommand<Fields>.self,
            ]
        )
    }
}
