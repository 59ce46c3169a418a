import Foundation
import TestSupport
import Testing

/// `dossier import` of files for programs, and how it ends.
@Suite struct ImportFormatTests {
    private static let lines = #"""
        {"name":"incidents/july","title":"The July attack"}
        {"name":"actors/iran","displayName":"Iran"}
        {"name":"actors/iran"
        """#

    @Test func aPipeIsReadInTwoPasses() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let script = "echo '\(Self.lines)' | \"$dossier\" -o json import --format jsonl --tlp clear -"
            let run = try await client.shell(script)
            #expect(run.status == 0)
            #expect(
                run.output.hasPrefix(#"{"read":2,"created":2,"updated":0,"unchanged":0,"refused":0,"#),
                "\(run.output)"
            )
            #expect(run.output.contains(#""file":{"unit":"lines","things":3,"understood":2,"folded":0,"#))
            #expect(run.output.contains(#""trouble":"damaged","type":"line","#))
            #expect(run.output.contains(#""line":3,"column":22"#), "\(run.output)")
            #expect(run.output.contains("standard input:3:22: damaged: line: is not JSON"))
            #expect(try await client.run("actor", "get", "iran").output.contains("clear"))
        }
    }

    @Test func strictWritesNothingUnlessAllIsUnderstood() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let script = "echo '\(Self.lines)' | \"$dossier\" import --strict --format jsonl -"
            let run = try await client.shell(script)
            #expect(run.status == 4)
            #expect(run.output.contains("nothing was written, because of --strict"), "\(run.output)")
            #expect(try await client.run("actor", "list", "--count").output == "0\n")
            let good = "echo '\(Self.lines)' | head -2 | \"$dossier\" import --strict --format jsonl -"
            #expect(try await client.shell(good).status == 0)
        }
    }

    @Test func strictWritesNothingIfSomethingWouldDangle() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            func run(_ options: String, parent: String) async throws -> Command {
                let yaml = "actors: {a: {display_name: A, parent: actors/\(parent)}, b: {display_name: B}}"
                return try await client.shell("echo '\(yaml)' | \"$dossier\" import \(options) -")
            }
            for options in ["--strict", "--strict --dry-run"] {
                let run = try await run(options, parent: "nobody")
                #expect(run.status == 4)
                #expect(run.output.contains("is neither in the file nor in the record"), "\(run.output)")
                #expect(run.output.contains("nothing was written, because of --strict") == (options == "--strict"))
                #expect(try await client.run("actor", "list", "--count").output == "0\n")
            }
            #expect(try await run("--strict", parent: "b").status == 0)
            #expect(try await client.run("actor", "list", "--count").output == "2\n")
        }
    }

    /// Ctrl-C waits for what is on its way; a second run goes on.
    @Test func ctrlCStopsCleanlyAndARerunGoesOn() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            try await withTemporaryFolder { folder in
                let file = folder.appending(path: "many.jsonl")
                let lines = (0..<4_000).map { #"{"name":"actors/a\#($0)","displayName":"Actor \#($0)"}"# }
                try Data(lines.joined(separator: "\n").utf8).write(to: file)
                let run = try await client.shell(
                    """
                    "$dossier" import --format jsonl \(file.path) & import=$!
                    until [ "$("$dossier" actor list --count)" -gt 100 ]; do sleep 0.05; done
                    kill -INT $import; wait $import; echo "ended $?"
                    """
                )
                #expect(run.output.contains("ended 130"), "\(run.output)")
                #expect(run.output.contains("stopped before actors/a"), "\(run.output)")
                let created = try #require(run.output.firstMatch(of: /actors: created (\d+), updated 0/)?.1)
                #expect(try await client.run("actor", "list", "--count").output == "\(created)\n")
                let rest = try await client.run("import", "--format", "jsonl", file.path)
                #expect(rest.status == 0)
                #expect(rest.output.contains("created \(4_000 - Int(created)!), updated 0, unchanged \(created)\n"))
            }
        }
    }

    @Test func whatIsNoFileIsTold() async throws {
        let run = try await Command.run(CommandLineClient.path, "import", "--format", "stix", "/nowhere/bundle.json")
        #expect(run.status == 3)
        #expect(run.output.contains("/nowhere/bundle.json cannot be read: no such file or directory"))
        let folder = try await Command.run(CommandLineClient.path, "import", "--format", "stix", "/tmp")
        #expect(folder.output.contains("/tmp cannot be read: is a directory"))
    }
}
