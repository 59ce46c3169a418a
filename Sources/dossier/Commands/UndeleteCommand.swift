import ArgumentParser
import DossierClient

struct UndeleteCommand<Fields: ResourceFields>: ClientCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "undelete",
            abstract: "Bring back one of the \(Fields.kind) that was deleted."
        )
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "Its id or name.") var name: String
    @Option(help: "Only if this is still its etag.") var etag = ""
    @OptionGroup var write: WriteArguments

    func run(_ session: Session) async throws {
        let kind = Fields.kind
        let restored = try await session.resources.undelete(try kind.name(name), kind, etag: etag, write.options)
        session.show(restored, done: "brought back", write.options)
    }
}
