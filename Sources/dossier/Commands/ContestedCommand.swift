import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct ContestedCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "contested",
        abstract: "Show the incidents whose attribution somebody disputes, or the accused denies."
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @OptionGroup var clocks: ClockOptions
    @Option(help: "At most so many.") var limit = 1_000

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run(_ session: Session) async throws {
        var incidents: [JSONValue] = []
        var reply: JSONValue
        var token = ""
        repeat {
            let size = min(limit - incidents.count, Limits.pageSize)
            reply = try await session.views.contested(clocks.clocks, size: size, token: token)
            incidents += reply.elements("incidents")
            token = reply["nextPageToken"]?.text ?? ""
        } while incidents.count < limit && !token.isEmpty
        if session.format == .json { return incidents.prefix(limit).forEach(session.line) }
        if incidents.isEmpty { return Terminal.tell("no incident's attribution is contested") }
        let all = JSONValue(members: [
            ("incidents", .array(incidents)), ("sequence", reply["sequence"] ?? .string("0")),
        ])
        let names = try await NameBook.read(for: all, session.resources)
        let table = ContestedView.table(incidents.prefix(limit), names)
        table.lines(width: Terminal.width, session.style).forEach(session.output.line)
        session.output.flush()
        if !token.isEmpty { Terminal.tell("there are more than \(limit); --limit shows more") }
    }
}
