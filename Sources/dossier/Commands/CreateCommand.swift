import ArgumentParser
import DossierClient
import DossierWire

struct CreateCommand<Fields: ResourceFields>: ClientCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "create", abstract: "Record a new \(Fields.kind.field).")
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Option(help: "The last part of its name: a-z, 0-9 and \"-\". (default: the server chooses)") var id: String?
    @OptionGroup var given: GivenFields<Fields>
    @OptionGroup var write: WriteArguments

    func run(_ session: Session) async throws {
        let fields = try given.value()
        let created = try await session.resources.create(Fields.kind, id: id ?? "", fields, write.options)
        session.show(created, done: "recorded", write.options)
    }
}
