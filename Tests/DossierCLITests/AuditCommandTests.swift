import TestSupport
import Testing

/// Who changed the record, and taking content out of it, on the command line.
@Suite struct AuditCommandTests {
    private static let start = """
        set -e
        "$dossier" incident create --id leak --title "A leak" --summary "names Mr X" >/dev/null
        "$dossier" incident create --id other --title "Another" >/dev/null
        "$dossier" incident update leak --summary "names nobody" >/dev/null

        """

    @Test func showsWhoDidWhat() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let all = try await client.shell(Self.start + #""$dossier" audit"#)
            let rows = all.output.split(separator: "\n").map {
                $0.split(separator: " ", omittingEmptySubsequences: true)
            }
            #expect(rows.first?.joined(separator: " ") == "SEQUENCE TIME SUBJECT METHOD PEER DID")
            #expect(rows.dropFirst().map { $0[0] } == ["3", "2", "1"])
            #expect(
                rows.dropFirst().map { $0[4] } == ["Incidents/UpdateIncident"]
                    + Array(repeating: "Incidents/CreateIncident", count: 2)
            )
            #expect(rows.dropFirst().map { $0[7] } == ["incidents/leak@2", "incidents/other@1", "incidents/leak@1"])
            let one = try await client.run(
                "audit",
                "incidents/leak",
                "--subject",
                "local",
                "--after",
                "2020",
                "-o",
                "json"
            )
            #expect(one.output.split(separator: "\n").count == 2)
            #expect(one.output.contains(#""method":"dossier.v1.Incidents/UpdateIncident""#))
            #expect(try await client.run("audit", "--before", "2020").output == "nothing like that was recorded\n")
            let cut = try await client.run("audit", "--limit", "1")
            #expect(cut.output.contains("there are more than 1; --all shows them"))
            #expect(try await client.run("audit", "leak").status != 0)
        }
    }

    @Test func takesContentAway() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let refused = try await client.shell(
                Self.start + #""$dossier" redact incidents/leak --reason "names a victim""#
            )
            #expect(refused.status != 0 && refused.output.contains("revision 2 of incidents/leak is the current one"))
            let arguments = ["redact", "incidents/leak", "--reason", "names a victim", "--revision", "1"]
            let trial = try await client.run(arguments + ["--validate-only"])
            #expect(trial.output == "revision 1 of incidents/leak would be redacted; nothing was\n")
            #expect(try await client.run(arguments).output == "revision 1 of incidents/leak redacted, at sequence 4\n")
            #expect(try await client.run(arguments).output == "there was nothing to do: redacted before\n")
            let shown = try await client.run("incident", "get", "leak@1")
            #expect(
                shown.output.contains("by local: names a victim") && !shown.output.contains("Mr X"),
                "\(shown.output)"
            )
            let history = try await client.run("incident", "history", "leak")
            #expect(history.output.contains("by local: names a victim"), "\(history.output)")
            let audit = try await client.run("audit", "--limit", "1")
            #expect(audit.output.contains("redacted incidents/leak@1: names a victim"), "\(audit.output)")
        }
    }
}
