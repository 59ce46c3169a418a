import TestSupport
import Testing

/// What is derived from statements, over a server with the example file.
@Suite struct PictureCommandTests {
    private static let example = Project.root.appending(path: "Examples/albania-2022.yaml").path
    private static let asOf = ["--said-as-of", "2022-09-10"]

    private static func run(_ body: (CommandLineClient) async throws -> Void) async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let imported = try await client.run("import", example)
            #expect(imported.status == 0, "\(imported.output)")
            try await body(client)
        }
    }

    private static func lines(_ command: Command) -> [String] {
        command.output.split(separator: "\n").map(String.init)
    }

    @Test func julyIsClaimedByOneVoice() async throws {
        try await Self.run { client in
            let run = try await client.run(["picture", "july-attack"] + Self.asOf)
            let lines = Self.lines(run)
            #expect(lines.contains("CLAIMED") && lines.contains("Iran – CLAIMED: one says so"), "\(run.output)")
            #expect(lines.contains("    Albania, through Edi Rama (Prime Minister), 7 September 2022"), "\(run.output)")
            #expect(lines.contains("      statements/rama-accuses-iran"), "\(run.output)")
            let apart = lines.drop { $0 != "Not counted:" }.joined(separator: "\n")
            for text in [
                "Iran, Ministry of Intelligence and Security of Iran by United States", "denied by Iran itself",
                "statements/allies-condemn-aggressors",
            ] {
                #expect(apart.contains(text), "\(text): \(run.output)")
            }
            #expect(!apart.contains("inferred,"), "\(run.output)")
        }
    }

    @Test func septemberIsReportedAndInferredTwice() async throws {
        try await Self.run { client in
            let run = try await client.run(["picture", "september-attack"] + Self.asOf)
            let lines = Self.lines(run)
            #expect(lines.contains("REPORTED") && lines.contains("      basis: media"), "\(run.output)")
            #expect(lines.contains { $0.hasSuffix("(headline)") }, "\(run.output)")
            let paths = lines.filter { $0.contains("and its assertion there (statements/rama-accuses-iran)") }
            #expect(paths.count == 2, "\(run.output)")
            #expect(paths.contains { $0.contains("(statements/ministry-links-attacks, through Ministry of Interior") })
            #expect(paths.contains { $0.contains("(statements/rama-links-attacks, through Edi Rama)") })
            for text in [
                "statements/us-sanctions", "statements/iran-rejects-accusation", "statements/rama-denounces-attack",
            ] {
                #expect(run.output.contains(text), "\(text): \(run.output)")
            }
        }
    }

    @Test func bothClocksCount() async throws {
        try await Self.run { client in
            let early = try await client.run("picture", "july-attack", "--said-as-of", "2022-09-06")
            #expect(Self.lines(early).contains("UNATTRIBUTED"), "\(early.output)")
            let before = try await client.run("picture", "july-attack", "--recorded-as-of", "2022-09-10")
            #expect(before.status == 3, "\(before.output)")
            let json = try await client.run(["-o", "json", "picture", "july-attack"] + Self.asOf)
            #expect(json.output.contains(#""status":"ATTRIBUTION_STATUS_CLAIMED""#), "\(json.output)")
            #expect(Self.lines(json).count == 1)
        }
    }

    @Test func aResolvedReferentChangesThePictureAndNotTheEarlierRecord() async throws {
        try await Self.run { client in
            let run = try await client.shell(
                """
                set -e
                before=$("$dossier" -o json picture july-attack | sed 's/.*"sequence":"\\([0-9]*\\)".*/\\1/')
                "$dossier" resolve iran-rejects-accusation --about july-attack
                "$dossier" picture july-attack --said-as-of 2022-09-10
                "$dossier" picture july-attack --said-as-of 2022-09-10 --as-of "$before" | head -3
                "$dossier" contested --said-as-of 2022-09
                """
            )
            let lines = Self.lines(run)
            #expect(lines.contains("DENIED BY THE ACCUSED") && lines.contains("CLAIMED"), "\(run.output)")
            #expect(lines.contains("  disputed by the accused itself"), "\(run.output)")
            #expect(lines.last?.hasPrefix("july-attack  denied by the accused  Iran  ") == true, "\(run.output)")
        }
    }

    @Test func aWatchShowsThePictureAgainWhenItChanges() async throws {
        try await Self.run { client in
            let run = try await client.shell(
                """
                set -m
                pictures=$(mktemp)
                "$dossier" -o json picture july-attack --watch >"$pictures" 2>&1 &
                for i in {1..100}; do [ "$(wc -l <"$pictures")" -ge 1 ] && break; sleep 0.1; done
                "$dossier" resolve iran-rejects-accusation --about july-attack >/dev/null
                for i in {1..100}; do [ "$(wc -l <"$pictures")" -ge 2 ] && break; sleep 0.1; done
                kill -INT $!
                wait $!
                echo "ended with $?"
                cat "$pictures"
                rm "$pictures"
                """
            )
            let statuses = run.output.matches(of: /"status":"ATTRIBUTION_STATUS_([A-Z_]*)","accused"/).map {
                String($0.1)
            }
            #expect(statuses == ["CLAIMED", "DENIED_BY_ACCUSED"], "\(run.output)")
            #expect(run.output.contains("ended with 0\n"))
        }
    }

    @Test func timelinesChainsAndCountsAreShown() async throws {
        try await Self.run { client in
            let timeline = try await client.run(["timeline", "july-attack"] + Self.asOf)
            let lines = Self.lines(timeline)
            #expect(
                lines.contains { $0.contains("Fri 15 Jul 2022") && $0.contains("happened: ") },
                "\(timeline.output)"
            )
            #expect(lines.contains { $0.hasSuffix("Edi Rama for Albania accused Iran") }, "\(timeline.output)")
            let actor = try await client.run("timeline", "actors/iran", "--limit", "2")
            #expect(actor.output.contains("there are more than 2"), "\(actor.output)")
            let drawing = try await client.run("timeline", "july-attack", "--svg", "-")
            #expect(drawing.output.hasPrefix("<svg ") && drawing.output.hasSuffix("</svg>\n"), "\(drawing.output)")
            let trace = try await client.run("trace", "us-sanctions")
            #expect(trace.output.contains("perhaps: Attack on Albania's government services"), "\(trace.output)")
            #expect(trace.output.contains("Unnamed speaker for Iran for Iran accused United States of another matter"))
            let count = try await client.run("count", "--by", "kind", "--filter", #"speaker = "actors/edi-rama""#)
            #expect(count.status == 0 && Self.lines(count).contains("links\t1"), "\(count.output)")
            let months = try await client.run("count", "--by", "month")
            #expect(Self.lines(months).contains { $0.hasPrefix("2022-09\t") }, "\(months.output)")
        }
    }

    @Test func whatCannotBeAskedIsRefused() async throws {
        try await Self.run { client in
            let watch = try await client.run("picture", "july-attack", "--watch", "--said-as-of", "2022")
            #expect(watch.status == 2, "\(watch.output)")
            let missing = try await client.run("picture", "nothing")
            #expect(missing.status == 3, "\(missing.output)")
            let filter = try await client.run("count", "--by", "kind", "--filter", "speaker =")
            #expect(filter.status == 4 && filter.output.contains("^"), "\(filter.output)")
        }
    }
}
