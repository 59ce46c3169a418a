import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct UpdateCommand<Fields: ResourceFields>: ClientCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "update",
            abstract: "Change fields of one of the \(Fields.kind).",
            discussion: """
                What is given replaces what is there; the rest stays. In --json, null removes a field. The change is \
                refused when somebody else was faster.
                """
        )
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "Its id or name.") var name: String
    @Option(help: "Only if this is still its etag. (default: the one that is read first)") var etag: String?
    @OptionGroup var given: GivenFields<Fields>

    func run(_ session: Session) async throws {
        let kind = Fields.kind
        let changes = try given.value()
        guard !changes.members.isEmpty else {
            throw ValidationError("say what to change: --json, --set or a field's option")
        }
        let current = try await session.resources.get(try kind.name(name), kind)
        var fields = current.merging(changes).setting("name", current["name"] ?? .null)
        fields = fields.setting("etag", etag.map(JSONValue.string) ?? current["etag"] ?? .null)
        session.show(try await session.resources.update(kind, fields), done: "updated", WriteOptions())
    }
}
