import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct MethodsCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "methods",
        abstract: "List the methods of the server's modules, or show what one takes and gives.",
        discussion: """
            dossier methods                                    all of them
            dossier methods dossier.v1.Actors                  those of a service
            dossier methods dossier.v1.Actors/CreateActor      its request and its reply, field by field
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp("SERVICE or SERVICE/METHOD.", valueName: "name")) var name: String?

    func run(_ session: Session) async throws {
        guard let name else { return try await list(.all(of: session.client, session.callOptions), session) }
        guard name.contains("/") else {
            return try await list(.service(name, of: session.client, session.callOptions), session)
        }
        let method = try MethodName(name)
        let catalog = try await ServiceCatalog.service(method.service, of: session.client, session.callOptions)
        show(MethodView(method, try catalog.description(of: method)), catalog, session)
    }

    private func list(_ catalog: ServiceCatalog, _ session: Session) {
        var table = Table(MethodView.headings)
        for service in catalog.services {
            for method in service.methods {
                let view = MethodView(MethodName(service.name, method.name), method)
                if session.format == .json { session.line(JSONValue(members: view.members)) }
                table.add(view.cells)
            }
        }
        guard session.format == .table else { return }
        for line in table.lines(width: Terminal.width, session.style) { session.output.line(line) }
    }

    private func show(_ view: MethodView, _ catalog: ServiceCatalog, _ session: Session) {
        let parts = [("request", view.described.input), ("reply", view.described.output)]
        guard session.format == .table else {
            let fields = parts.map { ("\($0.0)Fields", FieldOutline.json(FieldOutline.of($0.1, in: catalog))) }
            return session.line(JSONValue(members: view.members + fields))
        }
        session.output.line("\(session.style.strong(view.name.description)), \(view.kind)")
        for (part, type) in parts {
            session.output.line("")
            session.output.line(session.style.strong("\(part) \(Terminal.clean(type))"))
            let table = FieldOutline.table(FieldOutline.of(type, in: catalog))
            guard !table.isEmpty else {
                session.output.line("  (no fields)")
                continue
            }
            for line in table.lines(width: Terminal.width, session.style) { session.output.line("  \(line)") }
        }
    }
}
