import ArgumentParser
import DossierClient
import DossierCore
import DossierFormats
import DossierWire
import Glibc

struct ImportCommand: ConnectingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring the record to what a file says.",
        discussion: """
            Creates what is missing, updates what differs, leaves the rest alone: importing a file again changes nothing. \
            docs/dossier-file.md describes the format.
            """
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions
    @Argument(help: "The file; - for standard input.") var file: String
    @Option(help: "What it is written in.") var format = FileFormat.dossier
    @Flag(help: "Compare only; say what would be done.") var dryRun = false

    /// The file is read before the server is looked for: what is wrong with it needs no server.
    mutating func run() async throws {
        let dossier = try format.read(try InputText.file(file), name: name)
        try await connected { try await run(dossier, $0) }
    }

    private var name: String { file == "-" ? "standard input" : file }

    private func run(_ dossier: DossierFormats.Dossier, _ session: Session) async throws {
        let progress = ProgressBar(total: dossier.resources.count)
        let importer = Importer(session.resources, isDryRun: dryRun) { progress.advance($0) }
        let report: ImportReport
        do {
            report = try await importer.run(dossier)
            progress.end()
        } catch {
            progress.end()
            throw error
        }
        let view = ImportView(report: report, file: name, isDryRun: dryRun)
        if session.format == .json { session.line(view.json) } else { view.lines.forEach(session.output.line) }
        session.output.flush()
        guard let refusal = report.refusals.first else { return }
        view.problems.forEach(Terminal.tell)
        throw Failure.reported(ExitStatus(refusal.status.code))
    }
}

/// The formats that files are imported from.
enum FileFormat: String, ExpressibleByArgument, CaseIterable {
    case dossier

    /// Everything that is wrong with the file is thrown at once.
    func read(_ bytes: [UInt8], name: String) throws -> DossierFormats.Dossier {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Status(.invalidArgument, "\(name) is not UTF-8")
        }
        switch self {
        case .dossier: return try DossierFile.read(text, name: name)
        }
    }
}
