import Foundation
import TestSupport
import Testing

@Suite struct ResourceCommandTests {
    @Test func aResourceIsRecordedShownChangedAndDeleted() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let created = try await client.run(
                "incident",
                "create",
                "--id",
                "outage",
                "--title",
                "Outage: [one]",
                "--occurred",
                "2022-07",
                "--type",
                "disruption",
                "--set",
                "victims=[{target_text: servers, sectors: [government]}]"
            )
            #expect(created.output.hasPrefix("incidents/outage recorded, revision 1, etag "), "\(created.output)")

            let shown = try await client.run("incident", "get", "incidents/outage")
            #expect(shown.output.hasPrefix("incidents/outage: Outage: [one]\n"))
            #expect(shown.output.contains("  occurred    July 2022\n"))
            #expect(shown.output.contains("  victims     \"servers\" (government)\n"))

            let updated = try await client.run(
                "incident",
                "update",
                "outage",
                "--json",
                #"{"types": null}"#,
                "--tlp",
                "red"
            )
            #expect(updated.output.hasPrefix("incidents/outage updated, revision 2"), "\(updated.output)")
            let json = try await client.run("-o", "json", "incident", "get", "outage")
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            #expect(object["tlp"] as? String == "TLP_RED")
            #expect(object["title"] as? String == "Outage: [one]")
            #expect(object["types"] == nil)

            #expect(try await client.run("incident", "delete", "outage").status == 0)
            let list = try await client.run("incident", "list")
            #expect(list.output.contains("no incidents yet"))
            #expect(try await client.run("incident", "list", "--show-deleted").output.contains("outage"))
        }
    }

    @Test func whatIsShownInJSONCanBeRecordedAgain() async throws {
        try await DossierdProcess.run { server in
            let run = try await CommandLineClient(server).shell(
                """
                set -e
                "$dossier" actor create --id one --display-name "One" --class state --country AL --alias Uno >/dev/null
                one=$("$dossier" -o json actor get one)
                "$dossier" actor create --id two --json "$one" >/dev/null
                "$dossier" -o json actor get one | "$dossier" actor create --id three --json - >/dev/null
                "$dossier" -o json actor get two three
                """
            )
            let lines = run.output.split(separator: "\n")
            #expect(run.status == 0 && lines.count == 2, "\(run.output)")
            #expect(lines.first?.hasPrefix(#"{"name":"actors/two""#) == true)
            #expect(lines.allSatisfy { $0.contains(#""displayName":"One""#) && $0.contains(#""value":"Uno""#) })
        }
    }

    @Test func listsGoOnFromPageToPageUpToALimit() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let yaml = "actors:\n" + (10..<35).map { "  a\($0): {display_name: Actor \($0)}\n" }.joined()
            let imported = try await client.shell("\"$dossier\" import - <<'END'\n\(yaml)END")
            #expect(imported.output.hasSuffix("created 25, updated 0, unchanged 0\n"), "\(imported.output)")
            let all = try await client.run("actor", "list", "--page-size", "4", "-o", "json")
            #expect(all.output.split(separator: "\n").count == 25)
            let some = try await client.run("actor", "list", "--page-size", "4", "--limit", "6")
            let lines = some.output.split(separator: "\n")
            #expect(lines.prefix(2).map { $0.split(separator: " ").first } == ["ID", "a10"])
            #expect(lines.count == 8)
            #expect(lines.last == "there are more than 6; --all shows them, --limit so many")
        }
    }

    @Test func aReaderThatHasSeenEnoughEndsTheList() async throws {
        try await DossierdProcess.run { server in
            let run = try await CommandLineClient(server).shell(
                """
                { echo actors:; for i in $(seq 1 3000); do echo "  a$i: {display_name: Actor number $i}"; done; } |
                    "$dossier" import - >/dev/null
                set -o pipefail
                "$dossier" actor list --limit 3000 -o json | head -n 1 | cut -c 1-16
                echo "ended with $?"
                """
            )
            #expect(run.output == "{\"name\":\"actors/\nended with 0\n")
        }
    }
}
