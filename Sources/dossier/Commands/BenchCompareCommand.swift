import ArgumentParser
import DossierClient
import DossierCore
import DossierLoad
import DossierWire
import Glibc

struct BenchCompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two results that `dossier bench --save` has kept, figure by figure."
    )

    @ParentCommand var root: Dossier
    @ParentCommand var bench: BenchCommand
    @Option(name: [.short, .long], help: "A table for people, or JSON for programs. (default: table)")
    var output: OutputFormat?
    @Argument(help: "The first result; - for standard input.") var before: String
    @Argument(help: "The second, which is judged.") var after: String
    @Flag(help: "Compare them although the loads were different.") var anyway = false

    func run() async throws {
        let comparison = try LoadComparison(try Self.report(before), try Self.report(after), isForced: anyway)
        let view = ComparisonView(comparison)
        if (output ?? bench.options.over(root.options).output) == .json {
            Output.standard.line(bytes: view.json.encode())
        } else {
            let style = Style(Terminal.hasColor(STDOUT_FILENO))
            view.table.lines(width: Terminal.width, style).forEach(Output.standard.line)
        }
        Output.standard.flush()
    }

    private static func report(_ file: String) throws(Status) -> LoadReport {
        do throws(Status) {
            return try LoadReport(try JSONValue(parsing: try InputText.file(file)))
        } catch {
            throw error.message.contains(file) ? error : Status(error.code, "\(file): \(error.message)")
        }
    }
}
