import Foundation
import TestSupport
import Testing

/// The worked example of docs/joined-datasets.md, command by command as it stands there.
@Suite struct JoinedDatasetsTests {
    private let document: String

    init() throws { document = try Project.file("docs/joined-datasets.md").text }

    @Test func everyCommandRunsAndThePicturesSayWhatTheTableSays() async throws {
        let folder = Project.root.appending(path: "Tests/DossierCLITests/Datasets")
        try await run { try FileManager.default.copyItem(at: folder.appending(path: $0), to: $1) }
    }

    private static let published = Project.root.deletingLastPathComponent().appending(path: "shared/data")

    /// With the publishers' own files, where they lie beside the project.
    @Test(.enabled(if: TestLength.isLong && FileManager.default.fileExists(atPath: published.path)))
    func theSameHoldsWithAllThatThePublishersGive() async throws {
        let names = [
            "enterprise-attack.json": "attack-enterprise-campaigns-groups.stix20.json",
            "threat-actor.json": "misp-galaxy-threat-actor.json",
        ]
        try await run {
            try FileManager.default.createSymbolicLink(
                at: $1,
                withDestinationURL: Self.published.appending(path: names[$0] ?? $0)
            )
        }
    }

    /// - Parameter give: puts one of the files of others, by its name, where it is to be.
    private func run(_ give: (String, URL) throws -> Void) async throws {
        let commands = commands
        #expect(commands.count >= 13)
        try await withTemporaryFolder { folder in
            let examples = Project.root.appending(path: "Examples")
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: "Examples"),
                withDestinationURL: examples
            )
            for file in files { try give(file, folder.appending(path: file)) }
            try await DossierdProcess.run { server in
                let client = CommandLineClient(server)
                var pictures: [String: String] = [:]
                for command in commands {
                    let script = "cd '\(folder.path)'; dossier() { \"$dossier\" \"$@\"; }\n\(command)"
                    let run = try await client.shell(script)
                    #expect(run.status == 0, "\(command)\n\(run.output)")
                    if let match = command.wholeMatch(of: /dossier picture (\S+)/) {
                        pictures[String(match.1)] = run.output
                    }
                    if command.contains("--search \"homeland justice\"") {
                        #expect(
                            run.output.contains(/actors\/eurepoc-homeland-justice\S* same-as actors\/misp-bfc538e1/)
                        )
                    }
                }
                try expectTable(pictures)
                let incidents = try await client.run("incident", "list", "--search", "albania").output
                for id in pictures.keys { #expect(incidents.contains(id), "\(id)\n\(incidents)") }
            }
        }
    }

    /// The blocks that are indented, a command each; one goes on while a quote is open.
    private var commands: [String] {
        var commands: [String] = []
        for line in document.split(separator: "\n") where line.hasPrefix("    ") {
            let text = line.dropFirst(4)
            let isOpen = commands.last.map { $0.count { $0 == "'" } % 2 == 1 } ?? false
            if isOpen { commands[commands.count - 1] += "\n\(text)" } else { commands.append(String(text)) }
        }
        return commands
    }

    /// What the imports take, but for what is part of the project.
    private var files: [String] {
        commands.filter { $0.hasPrefix("dossier import --format") }
            .compactMap { $0.split(separator: " ").last.map(String.init) }
    }

    private struct Row {
        let picture: String
        let accused: [String]
        let status: String
        let speakers: [String]
    }

    /// The second table, where an empty cell says what the one above it says.
    private func rows() throws -> [Row] {
        let table = try #require(document.firstMatch(of: /\| picture of .*\n\|[-|]+\n((?:\|.*\n)+)/)).1
        var (rows, picture, accused) = ([Row](), "", [String]())
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
            if !cells[0].isEmpty {
                picture = cells[0].contains("C0038") ? "campaign-" : String(cells[0].dropFirst().dropLast())
            }
            if !cells[1].isEmpty { accused = cells[1].split(separator: ", ").map(String.init) }
            let speakers = cells[3].replacing(/, which passes on.*/, with: "").split(separator: "; ").map(String.init)
            rows.append(Row(picture: picture, accused: accused, status: cells[2], speakers: speakers))
        }
        return rows
    }

    private func expectTable(_ pictures: [String: String]) throws {
        let rows = try rows()
        #expect(rows.count >= 10 && Set(rows.map(\.picture)).count == pictures.count)
        for row in rows {
            let text = try #require(pictures.first { $0.key.hasPrefix(row.picture) }?.value)
            for part in row.status.hasPrefix("*")
                ? [Self.apart(row, text)] : row.accused.map({ Self.position($0, row, text) })
            {
                for speaker in row.speakers {
                    #expect(
                        part.contains(speaker),
                        "\(row.picture), \(row.accused), \(row.status): \(speaker)\n\(text)"
                    )
                }
            }
        }
    }

    /// What a picture says of one who is accused: from his line to the next empty one.
    private static func position(_ accused: String, _ row: Row, _ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex { $0.hasPrefix(accused) && $0.contains(" – \(row.status): ") }
        return start.map { lines[$0...].prefix { !$0.isEmpty }.joined(separator: "\n") } ?? ""
    }

    /// What it says apart from that, under a heading as "unresolved, of somebody who is not named".
    private static func apart(_ row: Row, _ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let heading = "  \(row.status.dropFirst().dropLast()), "
        let start = lines.firstIndex { $0.hasPrefix(heading) }
        return start.map { lines[($0 + 1)...].prefix { $0.hasPrefix("    ") }.joined(separator: "\n") } ?? ""
    }
}
