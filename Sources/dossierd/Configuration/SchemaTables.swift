import ArgumentParser

/// Prints the tables of docs/configuration.md, for `scripts/configuration`.
struct SchemaTables: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "schema-tables", shouldDisplay: false)

    func run() { print(Self.text) }

    static var text: String { Schema.sections.map { table(of: $0) }.joined(separator: "\n\n") }

    private static func table(of section: any SettingSection.Type) -> String {
        let title = section.name.isEmpty ? "Settings outside of any mapping" : "Settings below `\(section.name)`"
        let rows = section.rows.map { row in
            let cells = [
                "`\(row.key)`", "`--\(row.option)`", "`\(row.variable)`", row.expectation, row.standardText,
                row.reload.rawValue, row.help,
            ]
            return line(cells)
        }
        let names = ["key", "option", "environment variable", "value", "default", "at SIGHUP", "what it is"]
        let lines = ["## \(title)", "", line(names), line(names.map { _ in "---" }, padding: "")] + rows
        return lines.joined(separator: "\n")
    }

    private static func line(_ cells: [String], padding: String = " ") -> String {
        let escaped = cells.map { padding + $0.replacing("|", with: "\\|") + padding }
        return "|\(escaped.joined(separator: "|"))|"
    }
}
