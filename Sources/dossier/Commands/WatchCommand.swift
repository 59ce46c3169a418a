import ArgumentParser
import CDossierProtos
import DossierClient
import DossierCore
import DossierWire

struct WatchCommand<Fields: ResourceFields>: ClientCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "watch",
            abstract: "Show changes of the \(Fields.kind) as they are recorded, until Ctrl-C.",
            discussion: "Without --after, changes from now on. Every change comes once, in the order of the record."
        )
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Option(help: "From the change after a sequence (0: from the beginning) or an event's resume token.")
    var after: String?

    func run(_ session: Session) async throws {
        let interrupt = Interrupt()
        defer { interrupt.end() }
        let method = try ServiceCatalog.standard.method(MethodName(Fields.kind.service, "Watch\(Fields.kind.plural)"))
        let request = try JSONMessage.encode(JSONValue(members: start), as: method.input)
        for try await event in try session.client.stream(method.name, request, session.watchOptions) {
            show(try JSONMessage.decode(event, as: method.output), session)
        }
    }

    private var start: [(String, JSONValue)] {
        guard let after else { return [] }
        return [UInt64(after) == nil ? ("resume_token", .string(after)) : ("sequence", .string(after))]
    }

    private func show(_ event: JSONValue, _ session: Session) {
        guard event["type"]?.text != "CHANGE_TYPE_HEARTBEAT" else { return }
        if session.format == .json {
            session.line(event)
        } else {
            let kind = Fields.kind
            let what = Words.word(event["type"], dossier__v1__change_type__type())
            let cells = event[kind.field].map { ResourceTable.cells($0, kind).dropFirst().joined(separator: "  ") }
            let start = "\(Words.moment(event["time"]))  \(event["sequence"]?.text ?? "")  \(what)"
            let line = Terminal.clean("\(start)  \(event["name"]?.text ?? "")  \(cells ?? "")")
            session.output.line(Terminal.width.map { String(line.prefix($0)) } ?? line)
        }
        session.output.flush()
    }
}
