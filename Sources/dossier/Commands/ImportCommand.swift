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
    @Flag(help: "Write nothing unless everything in the file is understood, and all that it refers to is there.")
    var strict = false

    /// The file is surveyed before the server is looked for: what is wrong with it needs no server.
    mutating func run() async throws {
        let file = try ImportFile(file)
        let tlp = try tlp.flatMap(Self.marking)
        if strict { try await examine(file) }
        // Else it has been surveyed just now.
        let reader = strict ? nil : try reader(of: file)
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
        try refuse(view, options.over(root.options).output ?? .table)
    }

    /// Ends the command when not everything would be there that the file refers to.
    private func refuse(_ report: ImportReport, _ file: ImportFile, _ format: OutputFormat) throws {
        let view = ImportView(report: report, file: file.name, isDryRun: true)
        guard case .complete = report.end else {
            show(view, format)
            return try end(report)
        }
        // Of what found no room to wait it is not known whether it would dangle.
        let isUnsure = report.refusals.contains { $0.status.code == .resourceExhausted }
        if isUnsure || !report.remarks.isEmpty { try refuse(view, format) }
    }

    private func refuse(_ view: ImportView, _ format: OutputFormat) throws {
        show(view, format)
        Terminal.tell("nothing was written, because of --strict")
        throw Failure.reported(.invalid)
    }

    private func run(_ reader: (any ImportReader)?, _ file: ImportFile, _ tlp: String?, _ session: Session) async throws
    {
        let stop = ImportStop()
        let interrupt = Interrupt { stop.stop() }
        defer { interrupt.end() }
        func report(_ reader: any ImportReader, isDryRun: Bool) async -> ImportReport {
            let progress = ProgressBar(total: reader.counts.values.reduce(0, +))
            defer { progress.end() }
            let importer = Importer(session.resources, isDryRun: isDryRun, tlp: tlp, stop: stop) {
                progress.advance($0)
            }
            return await importer.run(reader)
        }
        if strict, !dryRun { try refuse(await report(try self.reader(of: file), isDryRun: true), file, session.format) }
        let done = try await report(reader ?? self.reader(of: file), isDryRun: dryRun)
        show(ImportView(report: done, file: file.name, isDryRun: dryRun), session.format)
        try end(done)
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
            if strict, !report.remarks.isEmpty { throw Failure.reported(.invalid) }
            if let refusal = (report.refusals + report.candidateRefusals).first {
                throw Failure.reported(ExitStatus(refusal.status.code))
            }
        }
    }

    private static func marking(_ text: String) throws -> String? {
        try DossierFile.fields([("tlp", .notation(text))], of: .actors)["tlp"]?.text
    }
}

extension ImportFormat: ExpressibleByArgument {}
