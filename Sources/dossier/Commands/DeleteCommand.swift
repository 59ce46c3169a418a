import ArgumentParser
import DossierClient

struct DeleteCommand<Fields: ResourceFields>: ClientCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "delete",
            abstract: "Mark one of the \(Fields.kind) as deleted; its history stays, and `undelete` brings it back."
        )
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "Its id or name.") var name: String
    @Option(help: "Only if this is still its etag.") var etag = ""
    @Flag(help: "It need not exist.") var allowMissing = false
    @OptionGroup var write: WriteArguments

    func run(_ session: Session) async throws {
        let kind = Fields.kind
        let deleted = try await session.resources.delete(
            try kind.name(name),
            kind,
            etag: etag,
            allowMissing: allowMissing,
            write.options
        )
        session.show(deleted, done: "deleted", write.options)
    }
}
