import DossierClient
import DossierCore
import DossierStore
import DossierTesting
import TestSupport
import Testing

/// Several servers over one database: what one has acknowledged, the others show at once, however it is asked for.
struct SeveralServersTests {
    private static let july = "incidents/july"

    /// Servers over one empty record.
    private func open(_ count: Int, _ body: ([Desk]) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            var servers: [TestServer] = []
            var desks: [Desk] = []
            do {
                for _ in 0..<count {
                    let store = try PostgresStore(TestEngine.postgres.record(in: folder))
                    servers.append(try await TestServer.start(over: store, in: folder))
                    desks.append(Desk(server: servers.last!, client: try await servers.last!.connect()))
                }
                try await body(desks)
            } catch {
                for server in servers { await server.stop() }
                throw error
            }
            for server in servers { await server.stop() }
        }
    }

    private func actors(_ desk: Desk) async throws {
        for id in ["a", "b", "c"] {
            try await desk.create(.actors, id, ["displayName": JSON(id), "identityClass": "IDENTITY_CLASS_STATE"])
        }
    }

    @Test func resourcesAreReadWhereverTheyWereWritten() async throws {
        try await open(3) { desks in
            for round in 0..<20 {
                let (writer, reader) = (desks[round % 3], desks[(round + 1) % 3])
                let created = try await writer.create(.incidents, "i\(round)", ["title": "one"])
                #expect(try await reader.sequence() == 2 * round + 1)
                #expect(try await reader.get(.incidents, "incidents/i\(round)") == created)
                let updated = try await reader.update(.incidents, created.merging(["title": "two"]))
                #expect(try await writer.get(.incidents, "incidents/i\(round)") == updated)
                let page = try await desks[(round + 2) % 3].call(
                    "dossier.v1.Incidents/ListIncidents",
                    ["pageSize": 1_000]
                )
                #expect(page.incidents.list.count == round + 1)
            }
        }
    }

    /// What is computed is kept in memory, and must not be older than what another server has acknowledged.
    @Test func whatIsComputedIsOfTheLastWrite() async throws {
        try await open(2) { desks in
            try await actors(desks[0])
            try await desks[0].create(.incidents, "july", ["title": "T"])
            for round in 0..<20 {
                let (writer, reader) = (desks[round % 2], desks[(round + 1) % 2])
                let said = JSON.said(
                    "ATTRIBUTES",
                    by: "a",
                    about: Self.july,
                    of: round % 2 == 0 ? "b" : "c",
                    on: "2022-09-07"
                )
                try await writer.create(.statements, "s\(round)", said)
                let picture = try await reader.picture(Self.july)
                #expect(picture.without("sequence") == (try await writer.picture(Self.july)).without("sequence"))
                #expect(try await reader.timeline(Self.july) == (try await writer.timeline(Self.july)))
                #expect(try await reader.counts(by: "KIND").first?.count.integer == round + 1)
            }
        }
    }

    @Test func aWatchHearsOfAllServersWrites() async throws {
        try await open(3) { desks in
            var events = try await desks[0].watch(.incidents, ["sequence": "0"])
            for round in 0..<9 { try await desks[round % 3].create(.incidents, "i\(round)", ["title": "T"]) }
            var heard: [String] = []
            while heard.count < 9 {
                let name = try await events.next().incident.name
                if name != .null { heard.append(name.string) }
            }
            #expect(heard == (0..<9).map { "incidents/i\($0)" })
        }
    }

    @Test func pagesRequestsAndWatchesGoOnAtAnotherServer() async throws {
        try await open(2) { desks in
            for id in 0..<5 { try await desks[0].create(.incidents, "i\(id)", ["title": "T"]) }
            let first = try await desks[0].call("dossier.v1.Incidents/ListIncidents", ["pageSize": 3])
            let rest = try await desks[1].call(
                "dossier.v1.Incidents/ListIncidents",
                ["pageSize": 3, "pageToken": first.nextPageToken]
            )
            #expect(rest.incidents.list.count == 2)
            let request: JSON = ["incident": ["title": "T"], "requestId": "one"]
            let created = try await desks[0].call("dossier.v1.Incidents/CreateIncident", request)
            #expect(try await desks[1].call("dossier.v1.Incidents/CreateIncident", request) == created)
            let event = try await desks[0].events(.incidents, ["sequence": "0"], 1)[0]
            let next = try await desks[1].events(.incidents, ["resumeToken": event.resumeToken], 1)[0]
            #expect(next.incident.name == "incidents/i1")
        }
    }
}
