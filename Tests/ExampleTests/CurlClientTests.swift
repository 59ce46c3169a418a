import TestSupport
import Testing

/// The example with curl, at a real server.
@Suite struct CurlClientTests {
    @Test(.timeLimit(.minutes(2))) func itRecordsAnAttributionAndReadsThePicture() async throws {
        try await DossierdProcess.run { server in
            let call = ["Examples/clients/curl/run.sh", "127.0.0.1:\(server.port)", "outage"]
            let run = try await Command.run(call)
            #expect(run.status == 0, "\(run.output)")
            let lines = run.output.split(separator: "\n")
            let names = [
                "incidents/outage", "actors/outage-accuser", "actors/outage-accused", "statements/outage-attribution",
            ]
            #expect(lines.count == names.count + 1)
            for (line, name) in zip(lines, names) { #expect(line.hasPrefix(#"{"name":"\#(name)","#), "\(line)") }
            #expect(lines.last?.contains(#""status":"ATTRIBUTION_STATUS_CLAIMED""#) == true)
            // As the page beside it says.
            let again = try await Command.run(call)
            #expect(again.status == 22)
            let page = try Project.file("Examples/clients/curl/README.md").text
            let error = try #require(again.output.split(separator: "\n").first { $0.hasPrefix(#"{"code""#) })
            #expect(page.contains(error), "\(error)")
        }
    }
}
