import TestSupport
import Testing

@Suite struct CallCommandTests {
    @Test func aUnaryCallPrintsOneObject() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let created = try await client.run(
                "call",
                "dossier.v1.Actors/CreateActor",
                #"{"actorId": "a", "actor": {"displayName": "A"}}"#
            )
            #expect(created.output.hasPrefix(#"{"name":"actors/a""#), "\(created.output)")
            #expect(created.output.filter { $0 == "\n" }.count == 1)
            let got = try await client.shell(
                #"echo '{"name": "actors/a"}' | "$dossier" call dossier.v1.Actors/GetActor -"#
            )
            #expect(got.output == created.output)
        }
    }

    @Test func aMemberThatDoesNotFitIsNamed() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let unknown = try await client.run("call", "dossier.v1.Actors/GetActor", #"{"nam": "x"}"#)
            #expect(unknown.status == 4)
            #expect(unknown.output.contains("did you mean \"name\"?"), "\(unknown.output)")
            let broken = try await client.run("call", "dossier.v1.Actors/GetActor", #"{"name": "#)
            #expect(broken.status == 4)
        }
    }

    @Test func bothSidesMayStream() async throws {
        try await DossierdProcess.run { server in
            let actors = #"{"item": 1, "actorId": "a", "actor": {"displayName": "A"}}\n{"item": 2, "actor": {}}"#
            let run = try await CommandLineClient(server).shell(
                "printf '\(actors)\\n' | \"$dossier\" call dossier.v1.Actors/ImportActors - | sort"
            )
            let lines = run.output.split(separator: "\n")
            #expect(lines.count == 2, "\(run.output)")
            #expect(lines.first?.contains("IMPORT_OUTCOME_CREATED") == true)
            let violation = #""fieldViolations":[{"field":"actor.display_name","description":"is required"}]"#
            #expect(lines.last?.contains(violation) == true, "\(run.output)")
        }
    }

    /// Watches from the beginning; the time-out ends it.
    @Test func aStreamPrintsALineForEach() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            for id in ["a", "b"] { _ = try await client.run("actor", "create", "--id", id, "--display-name", id) }
            let watch = try await client.run(
                "--timeout",
                "2s",
                "call",
                "dossier.v1.Actors/WatchActors",
                #"{"sequence": 0}"#
            )
            let events = watch.output.split(separator: "\n").filter { $0.contains("CHANGE_TYPE_CREATED") }
            #expect(events.count == 2, "\(watch.output)")
            #expect(watch.status == 6)
        }
    }
}
