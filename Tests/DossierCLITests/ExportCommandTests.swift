import DossierWire
import Foundation
import TestSupport
import Testing

@Suite struct ExportCommandTests {
    private static let yaml = """
        defaults: {tlp: clear}
        actors:
          iran: {display_name: Iran, identity_class: state, country: IR}
          albania: {display_name: Albania, identity_class: state}
          informant: {display_name: Informant, tlp: red}
        incidents:
          july: {title: The July attack, occurred: 2022-07-15}
        statements:
          blames: {speaker: albania, kind: attributes, about: july, target_actors: iran, said: 2022-09-07}
          tells: {speaker: informant, kind: attributes, about: july, target_actors: iran}
        """

    private func run(_ body: (CommandLineClient, URL) async throws -> Void) async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            try await withTemporaryFolder { folder in
                let file = folder.appending(path: "file.yaml")
                try Data(Self.yaml.utf8).write(to: file)
                #expect(try await client.run("import", file.path).status == 0)
                try await body(client, folder)
            }
        }
    }

    /// What the programs write, another server takes, and then writes the same.
    @Test(arguments: ["dossier", "jsonl", "stix"])
    func whatIsExportedCanBeImported(_ format: String) async throws {
        try await DossierdProcess.run { first in
            try await DossierdProcess.run { second in
                try await withTemporaryFolder { folder in
                    let (client, other) = (CommandLineClient(first), CommandLineClient(second))
                    let example = Project.root.appending(path: "Examples/albania-2022.yaml").path
                    #expect(try await client.run("import", example).status == 0)
                    let file = folder.appending(path: "record.\(format)").path
                    let export = try await client.run("export", "--format", format, "-f", file)
                    #expect(export.status == 0)
                    #expect(export.output.hasPrefix("exported 18 actors, 3 sources, 2 incidents, 35 statements, as"))
                    let run = try await other.run("import", "--format", format, file)
                    #expect(run.status == 0, "\(run.output)")
                    let texts = [try await client.run(Self.lines), try await other.run(Self.lines)].map {
                        $0.output.split(separator: "\n").filter { $0.hasPrefix("{\"name\"") }
                    }
                    #expect(texts[0].count == 58)
                    #expect(texts[0] == texts[1])
                }
            }
        }
    }

    private static let lines = ["export", "--format", "jsonl"]

    @Test func aFileIsReplacedOnlyByAWholeOne() async throws {
        try await run { client, folder in
            let file = folder.appending(path: "out.yaml")
            try Data("before".utf8).write(to: file)
            let missing = try await client.run("export", "--incident", "none", "-f", file.path)
            #expect(missing.status == 3)
            #expect(missing.output.contains("incidents/none"))
            #expect(try String(contentsOf: file, encoding: .utf8) == "before")
            #expect(try await client.run("export", "-f", file.path).status == 0)
            #expect(try String(contentsOf: file, encoding: .utf8).contains("display_name: Albania"))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["file.yaml", "out.yaml"]
            )
            let nowhere = try await client.run("export", "-f", folder.appending(path: "no/such").path)
            #expect(nowhere.status == 5)
            #expect(nowhere.output.contains("no such file or directory"))
            #expect(try await client.run("export", "-f", folder.path).output.contains("is not a file"))
        }
    }

    @Test func aFullDiskLeavesWhatWasThere() async throws {
        try await run { client, folder in
            let file = folder.appending(path: "out.json")
            try Data("before".utf8).write(to: file)
            let full = try await client.shell("ulimit -f 1; \"$dossier\" export --format stix -f \(file.path)")
            #expect(full.status == 5, "\(full.output)")
            #expect(full.output.contains("cannot be written: file too large"))
            #expect(try String(contentsOf: file, encoding: .utf8) == "before")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["file.yaml", "out.json"]
            )
        }
    }

    @Test func whatIsWithheldIsCounted() async throws {
        try await run { client, folder in
            let file = folder.appending(path: "out.jsonl").path
            let text = try await client.run("export", "--format", "jsonl", "--tlp-ceiling", "amber", "-f", file)
            #expect(
                text.output == """
                    exported 2 actors, 1 incidents, 1 statements, as recorded at 6
                    withheld 1 actors: marked above TLP:AMBER
                    withheld 1 statements: they refer to what is withheld

                    """
            )
            let json = try await client.run("-o", "json", "export", "--tlp-ceiling", "amber", "-f", file)
            #expect(
                json.output == """
                    {"sequence":"6","written":{"actors":2,"incidents":1,"statements":1},\
                    "withheld":{"aboveCeiling":{"actors":1},"refersToWithheld":{"statements":1}}}

                    """
            )
        }
    }

    @Test func standardOutputHasTheExportAlone() async throws {
        try await run { client, _ in
            let lines = try await client.shell("\"$dossier\" export --format jsonl 2>/dev/null")
            #expect(lines.output.split(separator: "\n").count == 6)
            let head = try await client.shell(
                "\"$dossier\" export --format csv --kind statements 2>/dev/null | head -1"
            )
            #expect(head.output.hasPrefix("name,external_refs.source,"))
            let bundle = try await client.shell("\"$dossier\" export --format stix 2>/dev/null")
            #expect(try JSONValue(parsing: bundle.output)["type"]?.text == "bundle")
        }
    }

    @Test func aBadFilterIsShown() async throws {
        try await run { client, _ in
            let run = try await client.run("export", "--kind", "statements", "--filter", "kind == X")
            #expect(run.status == 4)
            #expect(run.output.contains("  kind == X\n"), "\(run.output)")
        }
    }

    @Test(arguments: [
        ["--format", "csv"], ["--filter", "x"], ["--search", "x"], ["--incident", "x", "--filter", "y"],
        ["--incident", "x", "--kind", "actors"], ["--tlp-ceiling", "white"],
    ])
    func whatMakesNoSenseIsRefused(_ arguments: [String]) async throws {
        let run = try await Command.run([CommandLineClient.path, "export"] + arguments)
        #expect(run.status == 2)
    }
}
