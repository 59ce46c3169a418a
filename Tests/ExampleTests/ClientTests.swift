import Foundation
import TestSupport
import Testing

/// The example clients, built from their sources, at a real server.
@Suite struct ClientTests {
    @Test(.timeLimit(.minutes(5)), arguments: ExampleClient.allCases)
    func recordsAnAccusationAndSeesIt(client: ExampleClient) async throws {
        try await DossierdProcess.run { server in
            let first = try await client.attribute("outage", at: server.port)
            #expect(first.status == 0)
            #expect(first.output == Self.written + (client == .goTTRPC ? "" : Self.watched))

            let again = try await client.attribute("outage", at: server.port)
            #expect(again.status == 1)
            #expect(again.output == Self.refused)

            // What one client has written, another reads: here over the other protocol.
            let dossier = Products.folder.appending(path: "dossier").path
            let read = try await Command.run(
                dossier,
                "--server",
                "127.0.0.1:\(server.port)",
                "-o",
                "json",
                "statement",
                "get",
                "outage-accusation"
            )
            #expect(read.output.contains(#""speaker":"actors/outage-operator""#), "\(read.output)")
            #expect(read.output.contains(#""targetActors":["actors/outage-gang"]"#), "\(read.output)")
        }
    }

    /// Errors come with their code, and with the fields at fault.
    @Test(.timeLimit(.minutes(5)), arguments: ExampleClient.allCases)
    func saysWhatWasWrong(client: ExampleClient) async throws {
        try await DossierdProcess.run { server in
            let wrong = try await client.attribute("Outage", at: server.port)
            #expect(wrong.status == 1)
            let lines = wrong.output.split(separator: "\n")
            #expect(lines.count == 2, "\(wrong.output)")
            #expect(lines.first?.hasPrefix("attribute: INVALID_ARGUMENT: incident_id: must be ") == true)
            #expect(lines.last?.hasPrefix("  incident_id: must be ") == true)
        }
        let alone = try await client.attribute("outage", at: 1)
        #expect(alone.status == 1)
        #expect(alone.output.hasPrefix("attribute: "), "\(alone.output)")
        #expect(alone.output.lowercased().contains("connection refused"), "\(alone.output)")
        let unnamed = try await client.attribute("--unknown", at: 1)
        #expect(unnamed.status == 2)
        #expect(unnamed.output.contains("usage: attribute "), "\(unnamed.output)")
    }

    /// No server keeps one waiting for ever, not even one that stands still.
    @Test(.enabled(if: TestLength.isLong), .timeLimit(.minutes(5)))
    func waitsNoLongerThanItsDeadline() async throws {
        for client in ExampleClient.allCases { _ = try await client.build() }
        try await DossierdProcess.run { server in
            kill(server.identifier, SIGSTOP)
            defer { kill(server.identifier, SIGCONT) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in ExampleClient.allCases {
                    group.addTask {
                        let late = try await client.attribute("outage", at: server.port)
                        #expect(late.status == 1)
                        #expect(late.output.hasPrefix("attribute: DEADLINE_EXCEEDED: "), "\(client): \(late.output)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func theirReadmeShowsWhatTheyPrint() throws {
        let document = try Project.file("Examples/clients/README.md").text
        #expect(document.contains("\n```\n\(Self.written)\(Self.watched)```\n"))
        #expect(document.contains("\n```\n\(Self.refused)```\n"))
    }

    private static let written = """
        created incidents/outage
        created actors/outage-operator
        created actors/outage-gang
        created statements/outage-accusation
        picture of incidents/outage: CLAIMED
          actors/outage-gang, accused by actors/outage-operator: CLAIMED

        """

    private static let watched = "watched: CREATED statements/outage-accusation in transaction 3\n"

    private static let refused =
        "attribute: ALREADY_EXISTS: incidents/outage exists; update it, or choose another id\n"
}
