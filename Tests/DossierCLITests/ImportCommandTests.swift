import Foundation
import TestSupport
import Testing

@Suite struct ImportCommandTests {
    private static let yaml = """
        actors:
          iran: {display_name: Iran, identity_class: state}
          albania: {display_name: Albania, identity_class: state}
        incidents:
          july: {title: The July attack, occurred: 2022-07-15}
        statements:
          blames: {speaker: albania, kind: attributes, about: july, target_actors: iran, said: 2022-09-07}
        """

    @Test func importingTwiceChangesNothingTheSecondTime() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            try await withTemporaryFolder { folder in
                let file = folder.appending(path: "file.yaml")
                try Data(Self.yaml.utf8).write(to: file)
                let plan = try await client.run("import", "--dry-run", file.path)
                #expect(plan.output.hasSuffix("would create 4, would update 0, unchanged 0\n"), "\(plan.output)")
                let first = try await client.run("import", file.path)
                #expect(first.status == 0)
                #expect(
                    first.output == """
                        actors: created 2, updated 0, unchanged 0
                        incidents: created 1, updated 0, unchanged 0
                        statements: created 1, updated 0, unchanged 0
                        created 4, updated 0, unchanged 0

                        """
                )
                let second = try await client.run("-o", "json", "import", file.path)
                #expect(second.output.hasPrefix(#"{"read":4,"created":0,"updated":0,"unchanged":4,"refused":0,"#))
                let list = try await client.run("statement", "list")
                #expect(
                    list.output == """
                        ID      SAID        SPEAKER  KIND        ABOUT
                        blames  2022-09-07  albania  attributes  incidents/july → iran

                        """
                )
            }
        }
    }

    @Test func faultsOfTheFileAreToldWithoutAServer() async throws {
        let yaml = Self.yaml.replacing("speaker: albania", with: "speaker: albnia").replacing(
            "2022-07-15",
            with: "soon"
        )
        let script = "\"$0\" --server 127.0.0.1:1 import - <<'END'\n\(yaml)\nEND"
        let run = try await Command.run(["bash", "-c", script, CommandLineClient.path])
        #expect(run.status == 4)
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 2, "\(run.output)")
        #expect(lines.first?.hasPrefix("standard input:5:44: incidents.july.occurred: \"soon\" is not a time") == true)
        #expect(lines.last?.hasSuffix("did you mean \"albania\"?") == true)
    }

    @Test func whatTheServerRefusesIsToldByLine() async throws {
        try await DossierdProcess.run { server in
            let yaml = Self.yaml.replacing("title: The July attack, ", with: "")
            let run = try await CommandLineClient(server).shell("\"$dossier\" import - <<'END'\n\(yaml)\nEND")
            #expect(run.status == 4)
            #expect(run.output.contains("standard input:5:3: incidents/july: title: is required"), "\(run.output)")
            #expect(run.output.contains("created 2, updated 0, unchanged 0, refused 2"))
        }
    }
}
