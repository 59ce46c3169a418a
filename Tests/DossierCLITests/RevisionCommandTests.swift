import TestSupport
import Testing

/// Updates with masks, deletions and returns, and the history that shows them.
@Suite struct RevisionCommandTests {
    private static let start = """
        set -e
        "$dossier" actor create --id albania --display-name Albania >/dev/null
        "$dossier" incident create --id outage --title "An outage" --summary "Servers were down." --type disruption \\
            --set 'victims=[{target_text: servers}]' >/dev/null

        """

    @Test func onlyWhatIsGivenIsWritten() async throws {
        try await DossierdProcess.run { server in
            let run = try await CommandLineClient(server).shell(
                Self.start + """
                    "$dossier" incident update outage --tlp red >/dev/null
                    "$dossier" incident update outage --json '{"types": null}' --occurred 2022-07 >/dev/null
                    "$dossier" incident update outage --mask summary,occurred.text \\
                        --json '{"occurred": {"text": "in July"}}' >/dev/null
                    "$dossier" incident get outage
                    """
            )
            for line in ["incidents/outage: An outage", "  tlp         red", "  victims     \"servers\""] {
                #expect(run.output.contains("\(line)\n"), "\(run.output)")
            }
            #expect(run.output.contains("  occurred    July 2022 (\"in July\")\n"), "\(run.output)")
            #expect(!run.output.contains("summary") && !run.output.contains("types"), "\(run.output)")
        }
    }

    @Test func aHistoryTellsWhatEachRevisionChanged() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let run = try await client.shell(
                Self.start + """
                    "$dossier" incident update outage --title "The outage" --type ransomware >/dev/null
                    "$dossier" incident delete outage >/dev/null
                    "$dossier" incident undelete outage
                    "$dossier" incident history outage
                    """
            )
            let lines = run.output.split(separator: "\n").map(String.init)
            let heads = lines.filter { $0.hasPrefix("outage@") }
            #expect(heads.map { $0.prefix(8) } == ["outage@4", "outage@3", "outage@2", "outage@1"], "\(run.output)")
            let deeds = ["brought back", "deleted", "updated", "recorded"]
            #expect(zip(heads, deeds).allSatisfy { $0.contains("  \($1) by ") }, "\(run.output)")
            #expect(lines.first?.hasPrefix("incidents/outage brought back, revision 4, etag ") == true)
            #expect(lines.contains("  title           An outage → The outage"), "\(run.output)")
            #expect(lines.contains("  types           - disruption"), "\(run.output)")
            #expect(lines.contains("                  + ransomware"), "\(run.output)")
            let newest = try await client.run("incident", "history", "outage", "--limit", "1")
            #expect(newest.output.split(separator: "\n").last == "there are more than 1; --limit shows more")
            let json = try await client.run("-o", "json", "incident", "history", "outage")
            #expect(json.output.matches(of: /"revision":"(\d)"/).map(\.1) == ["4", "3", "2", "1"])
        }
    }

    @Test func aRevisionAndAnEarlierRecordAreRead() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let run = try await client.shell(
                Self.start + """
                    "$dossier" incident update outage --title "The outage" >/dev/null
                    "$dossier" incident get outage@1 --fields title
                    "$dossier" incident get outage --as-of 2 --fields title
                    "$dossier" incident list --as-of 2
                    "$dossier" incident list --fields title,victims.target_text
                    "$dossier" -o json incident get outage --fields title
                    """
            )
            let lines = run.output.split(separator: "\n").map(String.init)
            #expect(lines.filter { $0 == "incidents/outage: An outage" }.count == 2, "\(run.output)")
            #expect(!run.output.contains("recorded"), "\(run.output)")
            #expect(lines.contains("outage            disruption  An outage"), "\(run.output)")
            #expect(lines.contains("ID      TITLE       VICTIMS.TARGET_TEXT"), "\(run.output)")
            #expect(lines.contains("outage  The outage  servers"), "\(run.output)")
            #expect(lines.last == #"{"name":"incidents/outage","title":"The outage"}"#, "\(run.output)")
            let early = try await client.run("incident", "get", "outage", "--as-of", "2022-09-10")
            #expect(early.status == 3, "\(early.output)")
        }
    }

    @Test func writesAreCheckedRepeatedAndAllowedToFindNothing() async throws {
        try await DossierdProcess.run { server in
            let run = try await CommandLineClient(server).shell(
                """
                "$dossier" actor create --id a --display-name A --validate-only
                "$dossier" actor get a
                "$dossier" actor create --id a --display-name A --request-id one
                "$dossier" actor create --id a --display-name A --request-id one
                "$dossier" actor update b --display-name B --allow-missing
                "$dossier" actor delete c --allow-missing
                "$dossier" actor delete b --validate-only
                "$dossier" actor list --count
                """
            )
            let lines = run.output.split(separator: "\n").map(String.init)
            #expect(lines.first == "actors/a would be recorded; nothing was written", "\(run.output)")
            #expect(lines.dropFirst().first?.hasPrefix("dossier: NOT_FOUND: actors/a") == true, "\(run.output)")
            let recorded = lines.filter { $0.hasPrefix("actors/a recorded, revision 1, etag ") }
            #expect(recorded.count == 2 && Set(recorded).count == 1, "\(run.output)")
            #expect(lines.contains { $0.hasPrefix("actors/b updated, revision 1, ") }, "\(run.output)")
            #expect(lines.contains("there was nothing to do"), "\(run.output)")
            #expect(lines.contains("actors/b would be deleted; nothing was written"), "\(run.output)")
            #expect(lines.last == "2", "\(run.output)")
        }
    }
}
