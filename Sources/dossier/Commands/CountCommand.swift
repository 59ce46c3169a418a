import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct CountCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Count statements by kind, speaker or month.",
        discussion: "On a terminal with bars, in a pipe as plain numbers."
    )

    /// What statements are counted by.
    enum Key: String, ExpressibleByArgument, CaseIterable {
        case kind
        case speaker
        case month
    }

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Option(help: "What to count by.") var by: Key
    @Option(help: ArgumentHelp("Only those for which this holds, as in `statement list`.", valueName: "filter"))
    var filter = ""
    @OptionGroup var record: RecordClock

    func run(_ session: Session) async throws {
        let counts: JSONValue
        do {
            let key = "COUNT_BY_\(by.rawValue.uppercased())"
            counts = try await session.views.counts(by: key, filter: filter, recordedAsOf: record.recordedAsOf)
        } catch {
            throw QueryFault(error, texts: ["filter": filter])
        }
        if session.format == .json { return session.line(counts) }
        if counts.elements("counts").isEmpty { return Terminal.tell("no statements match") }
        let names = by == .speaker ? try await NameBook.read(for: counts, session.resources) : NameBook()
        CountView(counts.elements("counts"), by: by, names).lines(session.layout).forEach(session.output.line)
    }
}
