import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct HistoryCommand<Fields: ResourceFields>: ClientCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "history",
            abstract: "Show the revisions of one of the \(Fields.kind), newest first, and what each changed."
        )
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "Its id or name.") var name: String
    @Option(help: "At most so many revisions.") var limit = 100

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run(_ session: Session) async throws {
        let revisions = try await revisions(of: try Fields.kind.name(name), session.resources)
        if session.format == .json { return revisions.prefix(limit).forEach(session.line) }
        for (index, revision) in revisions.prefix(limit).enumerated() {
            if index > 0 { session.output.line("") }
            let before = revisions.indices.contains(index + 1) ? revisions[index + 1] : nil
            let view = RevisionView(revision, after: before, Fields.kind)
            view.lines(width: Terminal.width, session.style).forEach(session.output.line)
        }
        session.output.flush()
        if revisions.count > limit { Terminal.tell("there are more than \(limit); --limit shows more") }
    }

    /// One more than are shown, to compare the oldest of them with.
    private func revisions(of name: String, _ resources: Resources) async throws(Status) -> [JSONValue] {
        var revisions: [JSONValue] = []
        var token = ""
        repeat {
            let size = min(Limits.pageSize, limit + 1 - revisions.count)
            let page = try await resources.revisions(of: name, Fields.kind, size: size, token: token)
            revisions += page.items
            token = page.nextPageToken
        } while !token.isEmpty && revisions.count <= limit
        return revisions
    }
}
