import DossierCore
import DossierTesting
import Foundation
import TestSupport
import Testing

/// Which incidents are contested, or denied by the accused.
struct ContestedTests {
    private static let states = ["albania", "iran", "france", "graustark"]

    private static func asOf(_ sequence: Int) -> JSON { ["recordedAsOf": ["sequence": JSON("\(sequence)")]] }

    private static func names(_ incidents: [JSON]) -> [String] { incidents.map(\.incident.string) }

    @Test func tellsWhatIsContestedAndWhatIsDenied() async throws {
        try await Desk.open(actors: Self.states, incidents: ["a", "b", "c", "d", "e", "f"]) { desk in
            for id in ["a", "b", "c", "d"] {
                try await desk.say(
                    ("on-\(id)", .said("ATTRIBUTES", by: "albania", about: "incidents/\(id)", of: "iran"))
                )
            }
            try await desk.say(
                ("denial", .said("DENIES", by: "iran", about: "incidents/b")),
                ("doubt", .said("DOUBTS", by: "france", about: "statements/on-c")),
                ("rival", .said("ATTRIBUTES", by: "france", about: "incidents/d", of: "graustark")),
                ("claim", .said("CLAIMS", by: "graustark", about: "incidents/e")),
                ("denial-alone", .said("DENIES", by: "iran", about: "incidents/f"))
            )
            let found = try await desk.contested()
            #expect(Self.names(found) == ["incidents/b", "incidents/c", "incidents/d"])
            let statuses = ["DENIED_BY_ACCUSED", "CONTESTED", "CONTESTED"]
            #expect(found.map(\.status.string) == statuses.map { "ATTRIBUTION_STATUS_\($0)" })
            #expect(found.map(\.title.string) == ["b", "c", "d"].map { "The attack \($0)" })
            #expect(found[2].accused == ["actors/graustark", "actors/iran"])
            for incident in found {
                let picture = try await desk.picture(incident.incident.string)
                #expect(incident.status == picture.status)
                #expect(incident.accused.list == picture.accused.list.map(\.actor))
            }
        }
    }

    /// Who is sanctioned or condemned for it is accused, too: he has a rival in whoever is asserted to have done it.
    @Test func tellsOfRivalsOfThoseWhoAreImputed() async throws {
        try await Desk.open(actors: Self.states, incidents: ["a", "b", "c", "d"]) { desk in
            try await desk.say(
                ("sanctions", .said("SANCTIONS", by: "france", about: "incidents/a", of: "iran")),
                ("rival-a", .said("ATTRIBUTES", by: "albania", about: "incidents/a", of: "graustark")),
                ("rival-b", .said("CLAIMS", by: "graustark", about: "incidents/b")),
                ("condemns", .said("CONDEMNS", by: "france", about: "incidents/b", of: "iran")),
                ("one", .said("SANCTIONS", by: "france", about: "incidents/c", of: "iran")),
                ("two", .said("CONDEMNS", by: "albania", about: "incidents/c", of: "graustark")),
                ("same", .said("ATTRIBUTES", by: "albania", about: "incidents/d", of: "iran")),
                ("again", .said("SANCTIONS", by: "france", about: "incidents/d", of: "iran"))
            )
            let found = try await desk.contested()
            #expect(Self.names(found) == ["incidents/a", "incidents/b"])
            for incident in found {
                let picture = try await desk.picture(incident.incident.string)
                #expect(picture.status == "ATTRIBUTION_STATUS_CONTESTED")
                #expect(incident.status == picture.status)
            }
        }
    }

    @Test func hasTwoClocks() async throws {
        try await Desk.open(actors: Self.states, incidents: ["a"]) { desk in
            try await desk.say(
                ("x", .said("ATTRIBUTES", by: "albania", about: "incidents/a", of: "iran", on: "2022-09-07")),
                ("no", .said("REJECTS", by: "iran", about: "statements/x", on: "2022-09-10"))
            )
            let denied = try await desk.sequence()
            try await desk.say(("back", .said("RETRACTS", by: "iran", about: "statements/no", on: "2022-09-12")))
            #expect(try await desk.contested() == [])
            #expect(Self.names(try await desk.contested(Self.asOf(denied))) == ["incidents/a"])
            #expect(try await desk.contested(Self.asOf(denied - 1)) == [])
            for (day, count) in [("09", 0), ("11", 1), ("13", 0)] {
                let saidAsOf: JSON = ["saidAsOf": JSON("2022-09-\(day)T00:00:00Z")]
                #expect(try await desk.contested(saidAsOf).count == count, "\(day)")
            }
        }
    }

    @Test func followsWhatIsAnswered() async throws {
        try await Desk.open(actors: Self.states, incidents: ["a", "b"]) { desk in
            try await desk.say(
                ("x", .said("ATTRIBUTES", by: "albania", about: "incidents/a", of: "iran")),
                ("echo", .said("CORROBORATES", by: "france", about: "statements/x")),
                ("no", .said("DOUBTS", by: "graustark", about: "statements/echo"))
            )
            #expect(Self.names(try await desk.contested()) == ["incidents/a"])
            let before = try await desk.sequence()
            let accusation = try await desk.get(.statements, "statements/x")
            try await desk.update(.statements, accusation.merging(["about": [["name": "incidents/b"]]]))
            #expect(Self.names(try await desk.contested()) == ["incidents/b"])
            #expect(Self.names(try await desk.contested(Self.asOf(before))) == ["incidents/a"])
        }
    }

    /// Another server over the same record finds what is no longer contested, deleted or about something else, too.
    @Test func isTheSameAfterARestart() async throws {
        try await withTemporaryFolder { folder in
            let before = try await serving(folder) { desk in
                try await desk.set(actors: Self.states, incidents: ["a", "b", "c"])
                try await desk.say(
                    ("x", .said("ATTRIBUTES", by: "albania", about: "incidents/a", of: "iran")),
                    ("no", .said("REJECTS", by: "iran", about: "statements/x"))
                )
                let accusation = try await desk.get(.statements, "statements/x")
                try await desk.update(.statements, accusation.merging(["about": [["name": "incidents/b"]]]))
                let denial = try await desk.get(.statements, "statements/no")
                try await desk.update(.statements, denial.merging(["about": [["name": "incidents/c"]]]))
                for id in ["no", "x"] { try await desk.delete(.statements, "statements/\(id)") }
                return try await history(desk)
            }
            #expect(before.suffix(5) == [["incidents/a"], ["incidents/b"], [], [], []])
            #expect(try await serving(folder) { try await history($0) } == before)
        }
    }

    /// What was contested after each transaction.
    private func history(_ desk: Desk) async throws -> [[String]] {
        var history: [[String]] = []
        for sequence in 1...(try await desk.sequence()) {
            history.append(Self.names(try await desk.contested(Self.asOf(sequence))))
        }
        return history
    }

    private func serving<Result>(_ folder: URL, _ body: (Desk) async throws -> Result) async throws -> Result {
        let server = try await TestServer.start(in: folder)
        do {
            let result = try await body(Desk(server: server, client: try await server.connect()))
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    @Test func comesInPagesOfOneMoment() async throws {
        let ids = (0..<7).map { "i\($0)" }
        try await Desk.open(actors: Self.states, incidents: ids) { desk in
            for id in ids where id != "i3" {
                try await desk.say(
                    ("on-\(id)", .said("ATTRIBUTES", by: "albania", about: "incidents/\(id)", of: "iran")),
                    ("no-\(id)", .said("REJECTS", by: "iran", about: "statements/on-\(id)"))
                )
            }
            let expected = ids.filter { $0 != "i3" }.map { "incidents/\($0)" }
            for size in 1...7 {
                #expect(Self.names(try await desk.contested(["pageSize": JSON(size)])) == expected, "\(size)")
            }
            let first = try await desk.view("ListContested", ["pageSize": 2])
            try await desk.delete(.statements, "statements/no-i4")
            try await desk.say(("claim", .said("CLAIMS", by: "iran", about: "incidents/i5")))
            let next: JSON = ["pageSize": 10, "pageToken": first.nextPageToken]
            let rest = try await desk.view("ListContested", next)
            #expect(rest.sequence == first.sequence)
            #expect(Self.names(first.incidents.list + rest.incidents.list) == expected)
            let other = next.merging(["saidAsOf": "2022-01-01T00:00:00Z"])
            let status = try await refusal { try await desk.view("ListContested", other) }
            #expect(status.code == .invalidArgument)
            #expect(status.fields == ["page_token"])
        }
    }
}
