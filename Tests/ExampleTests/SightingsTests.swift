import Foundation
import TestSupport
import Testing

/// The example module in C, built by its own Makefile against the installed header.
@Suite struct SightingsTests {
    @Test func itExportsItsEntryAlone() async throws {
        let library = try await Installation.standard().path("lib/dossier/modules/sightings.so")
        let nm = try await Command.run("nm", "-D", "--defined-only", "--extern-only", "-j", library)
        #expect(nm.output == "dossier_module_entry\n")
    }

    @Test(.timeLimit(.minutes(5))) func aStockGoClientUsesIt() async throws {
        let installation = try await Installation.standard()
        let program = try await GoClient.build().appending(path: "sighting").path
        try await installation.serve { server in
            let address = "127.0.0.1:\(server.port)"
            let call = [program, "-server", address, "-incident", "incidents/outage", "first-seen", "203.0.113.7"]
            // The host checks the reference that the module declares.
            let dangling = try await Command.run(call)
            #expect(dangling.status == 1)
            #expect(dangling.output.contains("code = FailedPrecondition"), "\(dangling.output)")
            #expect(dangling.output.contains("incidents/outage, which does not exist"))

            let incident = try await Command.run(
                try await GoClient.build().appending(path: "incident").path,
                "-server",
                address,
                "outage",
                "An outage"
            )
            #expect(incident.status == 0, "\(incident.output)")
            let created = try await Command.run(call)
            #expect(created.status == 0, "\(created.output)")
            #expect(created.output.contains("created sightings/first-seen\n"))
            #expect(created.output.contains("indicator: \"203.0.113.7\"\n"))
            #expect(created.output.contains("incident: \"incidents/outage\"\n"))
            #expect(created.output.contains("tlp: TLP_AMBER\n"))
            #expect(created.output.contains(/create_time: <\n  seconds: [0-9]+\n/))

            let again = try await Command.run(call)
            #expect(again.output.contains("code = AlreadyExists"), "\(again.output)")
            let wrong = try await Command.run(program, "-server", address, "-actor", "nobody", "x", "")
            #expect(wrong.output.contains("code = InvalidArgument desc = sighting.indicator: is required"))
        }
    }
}
