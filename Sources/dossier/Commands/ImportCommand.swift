import ArgumentParser
import DossierClient
import DossierCore
import DossierFormats
import DossierWire

struct ImportCommand: ConnectingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring the record to what a file says.",
        discussion: """
            Creates what is missing, updates what differs, leaves the rest alone: importing a file again changes nothing, \
            and an import that was broken off is run again to go on. Two actors are never made one. docs/import.md \
            describes the formats, what becomes of what they hold, and the report.
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "The file; - for standard input.") var file: String
    @Option(help: "What it is written in.") var format = ImportFormat.dossier
    @Option(help: "The file that maps the columns of a CSV file.") var mapping: String?
    @Option(help: "Who may see what has no marking: clear, green, amber, amber+strict, red. (default: amber)")
    var tlp: String?
    @Flag(help: "Compare only; say what would be done.") var dryRun = false
    @Flag(help: "Write nothing unless everything in the file is understood.") var strict = false

    /// The file is surveyed before the server is looked for: what is wrong with it needs no server.
    mutating func run() async throws {
        let file = try ImportFile(file)
        let tlp = try tlp.flatMap(Self.marking)
        if strict { try await examine(file) }
        let reader = try reader(of: file)
        try await connected { try await run(reader, file, tlp, $0) }
    }

    private func reader(of file: ImportFile) throws -> any ImportReader {
        try format.reader(of: file, mapping: try mapping.map { path throws(Status) in try ImportFile(path) })
    }

    /// Ends the command when not everything in the file is understood.
    private func examine(_ file: ImportFile) async throws {
        let report = await Importer.examine(try reader(of: file))
        if case .failed(let status) = report.end { throw status }
        guard !report.remarks.isEmpty else { return }
        let view = ImportView(report: report, file: file.name, isDryRun: true, isExamination: true)
        show(view, options.over(root.options).output ?? .table)
        Terminal.tell("nothing was written, because of --strict")
        throw Failure.reported(.invalid)
    }

    private func run(_ reader: any ImportReader, _ file: ImportFile, _ tlp: String?, _ session: Session) async throws {
        let stop = ImportStop()
        let interrupt = Interrupt { stop.stop() }
        defer { interrupt.end() }
        let progress = ProgressBar(total: reader.counts.values.reduce(0, +))
        let importer = Importer(session.resources, isDryRun: dryRun, tlp: tlp, stop: stop) { progress.advance($0) }
        let report = await importer.run(reader)
        progress.end()
        show(ImportView(report: report, file: file.name, isDryRun: dryRun), session.format)
        try end(report)
    }

    private func show(_ view: ImportView, _ format: OutputFormat) {
        let output = Output.standard
        if format == .json { output.line(bytes: view.json.encode()) } else { view.lines.forEach(output.line) }
        output.flush()
        view.problems.forEach(Terminal.tell)
    }

    private func end(_ report: ImportReport) throws {
        switch report.end {
        case .failed(let status): throw status
        case .stopped: throw Failure.reported(.interrupted)
        case .complete:
            if let refusal = (report.refusals + report.candidateRefusals).first {
                throw Failure.reported(ExitStatus(refusal.status.code))
            }
            if strict, !report.remarks.isEmpty { throw Failure.reported(.invalid) }
        }
    }

    private static func marking(_ text: String) throws -> String? {
        try DossierFile.fields([("tlp", .notation(text))], of: .actors)["tlp"]?.text
    }
}

extension ImportFormat: ExpressibleByArgument {}
