import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct PictureCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "picture",
        abstract: "Show who says who did it, who disputes it, on what basis and in whose words.",
        discussion: """
            Nothing is decided here: whoever says something is named, with his words. What follows only from a link, \
            or only if ambiguous words mean this incident, or is said of nobody in particular, stands apart and is not \
            counted.
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "The incident's id or name.") var incident: String
    @OptionGroup var clocks: ClockOptions
    @Flag(help: "Show it again whenever it changes, until Ctrl-C.") var watch = false

    func validate() throws {
        guard !watch || clocks.saidAsOf == nil && clocks.record.recordedAsOf == nil else {
            throw ValidationError(
                "--watch shows what is recorded now; it takes no --said-as-of and no --recorded-as-of"
            )
        }
    }

    func run(_ session: Session) async throws {
        let name = try ResourceKind.incidents.name(incident)
        if watch { return try await follow(name, session) }
        try await show(try await session.views.picture(of: name, clocks.clocks), session)
    }

    private func follow(_ name: String, _ session: Session) async throws {
        let interrupt = Interrupt()
        defer { interrupt.end() }
        var watch = PictureWatch(session.client, of: name, session.watchOptions)
        var isFirst = true
        while true {
            let picture = try await watch.next()
            if !isFirst, session.format == .table { session.output.line("\n---\n") }
            isFirst = false
            try await show(picture, session)
            session.output.flush()
        }
    }

    private func show(_ picture: JSONValue, _ session: Session) async throws {
        if session.format == .json { return session.line(picture) }
        let statements = PictureView.statements(of: picture)
        let names = try await NameBook.read(for: picture, statements: statements, session.resources)
        PictureView(picture, names, session.layout).lines.forEach(session.output.line)
    }
}
