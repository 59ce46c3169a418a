import ArgumentParser
import DossierClient
import DossierWire

struct TraceCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show what a statement answers, and what answers it, as far as it goes.",
        discussion: "What it answers stands above it, what answers it below; each step further is indented."
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "The statement's id or name.") var statement: String
    @OptionGroup var record: RecordClock

    func run(_ session: Session) async throws {
        let name = try ResourceKind.statements.name(statement)
        let trace = try await session.views.trace(name, recordedAsOf: record.recordedAsOf)
        if session.format == .json { return session.line(trace) }
        let names = try await NameBook.read(for: trace, session.resources)
        TraceView(trace, names, session.layout).lines.forEach(session.output.line)
        session.output.flush()
        if trace["truncated"] == .bool(true) {
            Terminal.tell("there is more, further away; trace one of the last ones to go on")
        }
    }
}
