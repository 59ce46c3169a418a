import Foundation
import TestSupport
import Testing

@Suite struct WatchCommandTests {
    @Test func ctrlCEndsAWatchWellAndTellsHowToGoOn() async throws {
        try await DossierdProcess.run { server in
            let run = try await CommandLineClient(server).shell(
                """
                set -m
                events=$(mktemp)
                "$dossier" actor create --id a --display-name A >/dev/null
                "$dossier" actor watch --since 0 >"$events" 2>&1 &
                for i in {1..100}; do grep -q actors/a "$events" && break; sleep 0.1; done
                kill -INT $!
                wait $!
                echo "ended with $?"
                cat "$events"
                "$dossier" actor create --id b --display-name B >/dev/null
                since=$(sed -n 's/^to go on from here: dossier actor watch --since //p' "$events")
                "$dossier" --timeout 500ms actor watch --since "$since"
                rm "$events"
                """
            )
            #expect(run.output.contains("ended with 0\n"), "\(run.output)")
            #expect(run.output.matches(of: #/  created  actors/a  /#).count == 1, "\(run.output)")
            #expect(run.output.contains("  created  actors/b  "), "\(run.output)")
        }
    }

    /// One server is killed, the next one drained: every change comes once, in order.
    @Test(arguments: [false, true])
    func aWatchOutlivesItsServers(encrypted: Bool) async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let tls = encrypted ? ["--tls-only"] + (try await authority.sign("server")).options : []
            var server = try await DossierdProcess.start(in: folder, record: folder, arguments: tls)
            let client = CommandLineClient(server, environment: encrypted ? ["DOSSIER_CA": authority.file.path] : [:])
            async let watch = client.shell(Self.watch(folder, until: 6))
            do {
                for (round, ids) in [["a", "b"], ["c", "d"], ["e", "f"]].enumerated() {
                    if round > 0 {
                        if round == 1 { await server.kill() } else { _ = await server.stop() }
                        let arguments = ["--listen", client.server] + tls
                        server = try await DossierdProcess.start(in: folder, record: folder, arguments: arguments)
                    }
                    for id in ids {
                        let created = try await client.run("actor", "create", "--id", id, "--display-name", id)
                        #expect(created.status == 0, "\(created.output)")
                    }
                }
                let run = try await watch
                let events = run.output.matches(of: /"name":"actors\/(.)","sequence"/).map { String($0.1) }
                #expect(events == ["a", "b", "c", "d", "e", "f"], "\(run.output)")
                #expect(run.output.contains("trying again in "), "\(run.output)")
                #expect(run.output.contains("ended with 0\n"), "\(run.output)")
            } catch {
                await server.kill()
                throw error
            }
            #expect(await server.stop() == 0)
        }
    }

    /// Watches from the beginning until there are so many events, and a little longer: a repeat would come then.
    private static func watch(_ folder: URL, until count: Int) -> String {
        """
        set -m
        cd '\(folder.path)'
        "$dossier" -o json actor watch --since 0 >events 2>errors &
        for i in {1..300}; do [ "$(wc -l <events)" -ge \(count) ] && break; sleep 0.1; done
        sleep 0.3
        kill -INT $!
        wait $!
        echo "ended with $?"
        cat events errors
        """
    }

    @Test func aPositionThatNeverWasEndsIt() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let future = try await client.run("actor", "watch", "--since", "99")
            #expect(future.status == 4 && future.output.contains("99 has not happened"), "\(future.output)")
            let strange = try await client.run("actor", "watch", "--since", "nonsense")
            #expect(strange.status == 4 && strange.output.contains("resume_token"), "\(strange.output)")
        }
    }

    @Test func theTimeoutEndsItAndTellsHowToGoOn() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            _ = try await client.run("actor", "create", "--id", "a", "--display-name", "A")
            let watch = try await client.run("--timeout", "500ms", "actor", "watch", "--since", "0")
            #expect(watch.status == 6)
            #expect(watch.output.contains("to go on from here: dossier actor watch --since "), "\(watch.output)")
        }
    }

    @Test func aFilterTellsOfWhatMatchesAndOfWhatCeasesTo() async throws {
        try await DossierdProcess.run { server in
            let run = try await CommandLineClient(server).shell(
                """
                "$dossier" actor create --id a --display-name "O'Neill" >/dev/null
                "$dossier" actor create --id b --display-name B >/dev/null
                "$dossier" actor update a --display-name A >/dev/null
                "$dossier" --timeout 500ms actor watch --filter "display_name = \\"O'Neill\\"" --since 0
                "$dossier" --timeout 500ms actor watch --filter 'display_nam = B'
                """
            )
            let lines = run.output.split(separator: "\n").map(String.init)
            #expect(lines.contains { $0.hasSuffix("  1  created  actors/a      O'Neill") }, "\(run.output)")
            #expect(lines.contains { $0.hasSuffix("  3  removed  actors/a") }, "\(run.output)")
            #expect(!run.output.contains("actors/b"), "\(run.output)")
            let hint = #"dossier actor watch --filter 'display_name = "O'\''Neill"' --since "#
            #expect(run.output.contains(hint), "\(run.output)")
            #expect(run.output.contains("did you mean \"display_name\""), "\(run.output)")
        }
    }
}
