import TestSupport
import Testing

@Suite struct RetryCommandTests {
    @Test func commandsOutliveARestartAndSaySo() async throws {
        try await withTemporaryFolder { folder in
            let first = try await DossierdProcess.start(in: folder, record: folder)
            let client = CommandLineClient(first)
            #expect(await first.stop() == 0)
            async let created = client.run("incident", "create", "--id", "outage", "--title", "An outage")
            async let listed = client.run("call", "dossier.v1.Incidents/ListIncidents")
            try await Task.sleep(for: .milliseconds(300))
            let again = try await DossierdProcess.start(
                in: folder,
                record: folder,
                arguments: ["--listen", client.server]
            )
            for run in try await [created, listed] {
                #expect(run.status == 0, "\(run.output)")
                #expect(run.output.contains("connection refused; is dossierd running?"), "\(run.output)")
                #expect(run.output.contains("; trying again in 0.1 s\n"), "\(run.output)")
            }
            #expect(await again.stop() == 0)
        }
    }

    @Test func theTimeoutEndsTheLookForAServer() async throws {
        let run = try await Command.run([
            CommandLineClient.path, "--server", "127.0.0.1:1", "--timeout", "300ms", "status",
        ])
        #expect(run.status == 6)
        #expect(run.output.contains("DEADLINE_EXCEEDED: the time-out leaves no time for another try"), "\(run.output)")
    }
}
