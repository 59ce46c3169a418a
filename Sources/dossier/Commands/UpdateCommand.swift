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
                A field that is given replaces what is there; in --json, null clears it; the rest stays. --mask names \
                the fields to write instead: then those that are not given are cleared, and a path such as \
                occurred.text writes a part of a field.
                """
        )
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "Its id or name.") var name: String
    @Option(help: "Only if this is still its etag.") var etag: String?
    @Option(
        help: ArgumentHelp(
            "The fields to write, with commas between; * for all. (default: those that are given)",
            valueName: "fields"
        )
    )
    var mask: FieldPaths?
    @Flag(help: "Record it if it does not exist.") var allowMissing = false
    @OptionGroup var given: GivenFields<Fields>
    @OptionGroup var write: WriteArguments

    func run(_ session: Session) async throws {
        let kind = Fields.kind
        let changes = try given.value()
        let paths = mask?.paths ?? ownMembers(changes).map(\.name)
        guard !paths.isEmpty else {
            throw ValidationError("say what to change: --json, --set, a field's option, or --mask to clear fields")
        }
        var fields = JSONValue.object(changes.members.filter { $0.value != .null })
            .setting("name", .string(try kind.name(name)))
        if let etag { fields = fields.setting("etag", .string(etag)) }
        let updated = try await session.resources.update(
            kind,
            fields,
            mask: paths,
            allowMissing: allowMissing,
            write.options
        )
        session.show(updated, done: "updated", write.options)
    }

    /// Those that a writer can set: what `get -o json` shows may come back as it is.
    private func ownMembers(_ fields: JSONValue) -> [JSONValue.Member] {
        fields.members.filter { !ResourceKind.isServerField($0.name) }
    }
}
