import TestSupport
import Testing

/// The example client in Go, built from its sources, at a real server.
@Suite struct GoClientTests {
    @Test(.timeLimit(.minutes(5))) func aStockClientRecordsAnIncidentAndReadsItBack() async throws {
        let program = try await GoClient.build().appending(path: "incident").path
        try await DossierdProcess.run { server in
            let call = [program, "-server", "127.0.0.1:\(server.port)", "outage", "An outage"]
            let created = try await Command.run(call)
            #expect(created.status == 0)
            #expect(created.output.contains("created incidents/outage, revision 1\n"))
            #expect(created.output.contains("title: \"An outage\"\n"))
            #expect(created.output.contains("tlp: TLP_GREEN\n"))
            // Errors come through with their code.
            let again = try await Command.run(call)
            #expect(again.status == 1)
            #expect(again.output.contains("code = AlreadyExists"))
        }
    }
}
