import ArgumentParser
import DossierClient
import DossierCore
import DossierFormats
import DossierWire

struct ExportCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the record, or a part of it, into a file for others.",
        discussion: """
            Without more, the whole record as it stands now. What is written is all of one moment, whatever is recorded \
            meanwhile, and refers to nothing that is not written, too. docs/export.md describes the formats.
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Option(help: "What to write.") var format = ExportFormat.dossier
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Where to; what was there is replaced when all is written. (default: standard output)")
    )
    var file: String?
    @Option(help: "Only this incident, what is said about it and answers that, and all that these refer to.")
    var incident: String?
    @Option(help: "Only these, and all that they refer to; of csv, nothing else.") var kind: ResourceKind?
    @Option(help: ArgumentHelp("Of --kind, only those for which this holds, as in `list`.", valueName: "filter"))
    var filter = ""
    @Option(help: "Of --kind, only those in whose texts all these words occur.") var search = ""
    @OptionGroup var record: RecordClock
    @Option(
        help: ArgumentHelp(
            "Leave out what is marked above that, and what refers to it: \(TLP.names). (default: nothing)",
            valueName: "tlp"
        )
    )
    var tlpCeiling: TLP?

    func validate() throws {
        guard incident == nil || filter.isEmpty && search.isEmpty else {
            throw ValidationError("--incident takes no --filter and no --search; leave one of them out")
        }
        guard incident == nil || kind == nil || format == .csv else {
            throw ValidationError("--incident has all kinds; leave --kind out")
        }
        guard kind != nil || filter.isEmpty && search.isEmpty else {
            throw ValidationError("--filter and --search are of one kind; say which with --kind")
        }
        guard format != .csv || kind != nil else {
            throw ValidationError("a CSV file has one kind; say which with --kind")
        }
    }

    func run(_ session: Session) async throws {
        do {
            switch format {
            case .stix: try await write(STIXWriter(title: title), session)
            case .dossier: try await write(DossierFileWriter(), session)
            case .csv: try await write(CSVWriter(kind ?? .statements), session)
            case .jsonl: try await write(JSONLinesWriter(), session)
            }
        } catch let status as Status {
            throw QueryFault(status, texts: ["filter": filter, "search": search])
        }
    }

    private func write(_ writer: some ExportWriter, _ session: Session) async throws {
        let destination = try ExportDestination(file, session.output)
        let export = try await Export.prepare(
            session.resources,
            try selection,
            kinds: writer.kinds,
            recordedAsOf: record.recordedAsOf,
            ceiling: tlpCeiling
        )
        let progress = ProgressBar(total: export.total)
        defer { progress.end() }
        var writer = writer
        let report = try await export.run(&writer, progress: progress.advance, to: destination.write)
        try destination.finish()
        progress.end()
        let view = ExportView(report, ceiling: tlpCeiling)
        for line in session.format == .json ? [view.json] : view.lines { Terminal.tell(line) }
    }

    /// What a bundle's id follows from.
    private var title: String {
        [incident, kind?.rawValue, filter, search, tlpCeiling?.name].compactMap { $0 }.joined(separator: " ")
    }

    private var selection: ExportSelection {
        get throws(Status) {
            if let incident { return .incident(try ResourceKind.incidents.name(incident)) }
            guard let kind else { return .record }
            return format == .csv
                ? .rows(kind, filter: filter, search: search) : .matches(kind, filter: filter, search: search)
        }
    }
}

/// The formats that files are exported in.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case stix
    case dossier
    case csv
    case jsonl
}

extension ResourceKind: ExpressibleByArgument {}

extension TLP: ExpressibleByArgument {
    /// As people write it: "amber+strict".
    public init?(argument: String) { self.init(name: argument) }

    /// For help.
    public static var allValueStrings: [String] { allCases.map(\.name) }
}
