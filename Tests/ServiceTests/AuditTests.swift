import DossierClient
import DossierCore
import Testing

/// Who wrote what, by which method and from where.
struct AuditTests {
    private static let method = "dossier.v1.Server/ListAuditEntries"

    private func entries(_ desk: Desk, _ request: JSON = [:]) async throws -> [JSON] {
        var request = request
        var entries: [JSON] = []
        repeat {
            let page = try await desk.call(Self.method, request)
            entries += page.entries.list
            request.pageToken = page.nextPageToken
        } while request.pageToken != .null
        return entries
    }

    @Test func everyWriteIsToldWithItsOrigin() async throws {
        try await Desk.open { desk in
            let id = "0c0fbc4e-6a4b-4b5a-8f0e-6d8a4f3a2b10"
            let request: JSON = ["incident": ["title": "A"], "incidentId": "a", "requestId": JSON(id)]
            _ = try await desk.call("dossier.v1.Incidents/CreateIncident", request)
            _ = try await desk.call("dossier.v1.Incidents/CreateIncident", request)
            try await desk.create(.actors, "b")
            try await desk.delete(.actors, "actors/b")
            _ = try await refusal { try await desk.create(.actors, "b") }
            try await desk.check(.actors, Collection.actors.sample)
            let entries = try await entries(desk)
            #expect(entries.map(\.sequence.integer) == [3, 2, 1])
            #expect(
                entries.map(\.method.string) == [
                    "dossier.v1.Actors/DeleteActor", "dossier.v1.Actors/CreateActor",
                    "dossier.v1.Incidents/CreateIncident",
                ]
            )
            #expect(entries.map(\.requestId.string) == ["", "", id])
            for entry in entries {
                #expect(entry.subject.string == "local")
                #expect(entry.peer.string.hasPrefix("127.0.0.1:"))
                #expect(entry.revisionCount.integer == 1)
                #expect(entry.time.string.hasSuffix("Z") && !entry.hash.string.isEmpty)
            }
            #expect(entries[0].revisions[0] == ["name": "actors/b", "revision": "2", "deleted": true])
            #expect(entries[2].revisions[0] == ["name": "incidents/a", "revision": "1"])
        }
    }

    @Test func anImportIsToldItemByItemAndABatchOnce() async throws {
        try await Desk.open { desk in
            try await desk.createBatch(.actors, [("a", Collection.actors.sample), ("b", Collection.actors.sample)])
            var items = try await desk.importing(.actors)
            try await items.send(1, "c")
            try await items.close()
            while try await items.next() != nil {}
            let entries = try await entries(desk)
            #expect(
                entries.map(\.method.string)
                    == ["ImportActors", "BatchCreateActors"].map { JSON("dossier.v1.Actors/\($0)").string }
            )
            #expect(entries.map { $0.revisions.list.map(\.name.string) } == [["actors/c"], ["actors/a", "actors/b"]])
        }
    }

    @Test func pagesAndFiltersGoTogether() async throws {
        try await Desk.open { desk in
            for number in 1...5 { try await desk.create(.incidents, "i\(number)") }
            let third = try await desk.update(.incidents, ["name": "incidents/i3", "title": "New"])
            for size in 1...7 {
                let all = try await entries(desk, ["pageSize": JSON(size)])
                #expect(all.map(\.sequence.integer) == [6, 5, 4, 3, 2, 1])
                let one = try await entries(desk, ["pageSize": JSON(size), "name": "incidents/i3"])
                #expect(one.map(\.sequence.integer) == [6, 3])
                let since = try await entries(desk, ["pageSize": JSON(size), "startTime": third.updateTime])
                #expect(since.map(\.sequence.integer) == [6])
                let before = try await entries(desk, ["endTime": third.createTime, "subject": "local"])
                #expect(before.map(\.sequence.integer) == [2, 1])
            }
            #expect(try await entries(desk, ["subject": "eve"]).isEmpty)
            let token = try await desk.call(Self.method, ["pageSize": 2]).nextPageToken
            let strange = try await refusal {
                try await desk.call(Self.method, ["pageToken": token, "subject": "local"])
            }
            #expect(strange.code == .invalidArgument && strange.fields == ["page_token"])
        }
    }

    @Test(arguments: [
        ("name", "incidents"), ("name", "/a"), ("name", "incidents/"), ("name", "incidents/a@1"), ("pageSize", "-1"),
        ("pageToken", "x"),
    ])
    func whatCannotBeAskedIsRefused(field: String, value: String) async throws {
        try await Desk.open { desk in
            var request: JSON = [:]
            request[field] = field == "pageSize" ? JSON(-1) : JSON(value)
            let status = try await refusal { try await desk.call(Self.method, request) }
            #expect(status.code == .invalidArgument)
            #expect(status.fields.map { $0.replacing("_", with: "") } == [field.lowercased()])
        }
    }
}
