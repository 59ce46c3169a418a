import ArgumentParser
import DossierClient
import DossierCore

struct GetCommand<Fields: ResourceFields>: ClientCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "get", abstract: "Show one of the \(Fields.kind), or several, in full.")
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "Ids or names; ID@REVISION for an earlier revision.") var names: [String]
    @OptionGroup var read: ReadOptions

    func run(_ session: Session) async throws {
        let kind = Fields.kind
        let names = try names.map { name throws(Status) in try kind.name(name) }
        let resources =
            names.count == 1
            ? [try await session.resources.get(names[0], kind, read.view)]
            : try await session.resources.get(names, kind, read.view)
        for (index, resource) in resources.enumerated() {
            if session.format == .json {
                session.line(resource)
            } else {
                if index > 0 { session.output.line("") }
                for line in DetailView.lines(resource, kind, session.style) { session.output.line(line) }
            }
        }
    }
}
