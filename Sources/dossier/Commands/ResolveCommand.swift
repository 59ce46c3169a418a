import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct ResolveCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Settle what the ambiguous words of a statement are about.",
        discussion: """
            The references that are named become certain, the other candidates go, and what was certain stays. It is a \
            new revision: the former stays in the statement's history, and pictures as of an earlier record show it. \
            Where that is settled already, nothing is written.
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "The statement's id or name.") var statement: String
    @Option(help: "One of those that it can be about, by id or name; may stand several times.") var about: [String]
    @OptionGroup var write: WriteArguments

    func validate() throws {
        guard !about.isEmpty else { throw ValidationError("say what it is about: --about NAME") }
    }

    func run(_ session: Session) async throws {
        let name = try ResourceKind.statements.name(statement)
        let view = ReadView(fields: ["name", "etag", "about"])
        let before = try await session.resources.get(name, .statements, view)
        let referents = Referents(of: before)
        guard let settled = try referents.settled(about) else {
            if session.format == .json { return session.line(try await session.resources.get(name, .statements)) }
            return session.output.line("\(name) is about \(referents.text) already; nothing was written")
        }
        let fields = before.setting("about", .array(settled))
        let after = try await session.resources.update(.statements, fields, mask: ["about"], write.options)
        if session.format == .table {
            var sheet = Sheet(name, session.style)
            sheet.add("before", referents.text)
            sheet.add("after", Referents.text(settled))
            sheet.lines.forEach(session.output.line)
        }
        session.show(after, done: "resolved", write.options)
        guard session.format == .table, !write.validateOnly else { return }
        session.output.line(
            "what it was before stays: dossier statement history \(Words.id(.string(name), .statements))"
        )
    }
}
