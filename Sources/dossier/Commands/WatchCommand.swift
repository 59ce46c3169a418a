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
            discussion: """
                Without --since, changes from now on. Every change comes once, in the order of the record. When the \
                server goes, the watch looks for it again and goes on where it stood.
                """
        )
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Option(
        help: ArgumentHelp(
            "From the change after a sequence (0: from the beginning) or an event's resume token.",
            valueName: "position"
        )
    )
    var since: WatchPosition?
    @Option(help: "Only changes of \(Fields.kind) for which this holds; one that ceases to match is shown as removed.")
    var filter = ""

    func run(_ session: Session) async throws {
        let interrupt = Interrupt()
        defer { interrupt.end() }
        var watch = Watch(session.client, Fields.kind, after: since, filter: filter, session.watchOptions)
        do {
            while true {
                show(try await watch.next(), session)
                interrupt.say(watch.position.map(hint))
            }
        } catch {
            session.output.flush()
            if let position = watch.position { Terminal.tell(hint(position)) }
            throw QueryFault(error, texts: ["filter": filter])
        }
    }

    /// As wide as a moment: of what is removed, none is told.
    private static var noMoment: String { String(repeating: " ", count: 19) }

    private func hint(_ position: WatchPosition) -> String {
        let filter = filter.isEmpty ? "" : " --filter '\(filter.replacing("'", with: #"'\''"#))'"
        return "to go on from here: dossier \(Fields.kind.field) watch\(filter) --since \(position)"
    }

    private func show(_ event: JSONValue, _ session: Session) {
        guard event["type"]?.text != "CHANGE_TYPE_HEARTBEAT" else { return }
        if session.format == .json {
            session.line(event)
        } else {
            let kind = Fields.kind
            let what = Words.word(event["type"], dossier__v1__change_type__type())
            let cells = event[kind.field].map { ResourceTable.cells($0, kind).dropFirst() } ?? []
            let moment = event["time"].map(Words.moment) ?? Self.noMoment
            let start = "\(moment)  \(event["sequence"]?.text ?? "")  \(what)"
            let line = Terminal.clean(([start, event["name"]?.text ?? ""] + cells).joined(separator: "  "))
            session.output.line(Terminal.cut(line, Terminal.width))
        }
        session.output.flush()
    }
}

extension WatchPosition: ExpressibleByArgument {
    /// A sequence or a token.
    public init?(argument: String) { self.init(argument) }
}
