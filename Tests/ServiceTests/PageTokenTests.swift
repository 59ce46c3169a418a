import DossierCore
import Testing

/// A page token is good for its own request alone.
struct PageTokenTests {
    private func withToken(
        _ collection: Collection,
        _ request: JSON = [:],
        _ body: (Desk, _ token: JSON) async throws -> Void
    ) async throws {
        try await Desk.open(for: .statements) { desk in
            for id in ["a", "b", "c"] { try await desk.create(collection, id) }
            let first = try await desk.list(collection, request.merging(["pageSize": 1]))
            #expect(first.nextPageToken != .null)
            try await body(desk, first.nextPageToken)
        }
    }

    private func expectRefusal(
        _ comment: Comment? = nil,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> JSON
    ) async throws {
        let status = try await refusal(comment, sourceLocation: sourceLocation, body)
        #expect(status.code == .invalidArgument, comment, sourceLocation: sourceLocation)
        #expect(status.fields == ["page_token"], comment, sourceLocation: sourceLocation)
    }

    @Test(arguments: Collection.all)
    func isNothingToTamperWith(_ collection: Collection) async throws {
        try await withToken(collection) { desk, token in
            let text = Array(token.string)
            for place in text.indices {
                var forged = text
                forged[place] = forged[place] == "A" ? "B" : "A"
                try await expectRefusal("at \(place)") {
                    try await desk.list(collection, ["pageToken": JSON(String(forged))])
                }
            }
            for forged in ["x", "AAAA", "?", String(text.dropLast()), String(text + "AAAA"), String(text + text)] {
                try await expectRefusal("\(forged)") { try await desk.list(collection, ["pageToken": JSON(forged)]) }
            }
        }
    }

    @Test func isOfItsCollection() async throws {
        try await withToken(.incidents) { desk, token in
            for collection in Collection.all where collection.field != "incident" {
                try await desk.create(collection, "other")
                try await expectRefusal { try await desk.list(collection, ["pageToken": token]) }
            }
            let watch = try await refusal { try await desk.events(.incidents, ["resumeToken": token], 1) }
            #expect(watch.code == .invalidArgument)
            #expect(watch.fields == ["resume_token"])
        }
    }

    @Test func isOfItsServer() async throws {
        try await withToken(.incidents) { _, token in
            try await Desk.open { other in
                for id in ["a", "b", "c"] { try await other.create(.incidents, id) }
                for _ in 0..<2 { try await other.create(.actors) }
                try await expectRefusal { try await other.list(.incidents, ["pageToken": token]) }
            }
        }
    }

    @Test func isOfItsRequest() async throws {
        let request: JSON = ["recordedAsOf": ["sequence": "3"]]
        try await withToken(.incidents, request) { desk, token in
            let next = request.merging(["pageToken": token])
            #expect(try await desk.list(.incidents, next).incidents.list.map(\.name.string) == ["incidents/b"])
            #expect(try await desk.list(.incidents, next.merging(["pageSize": 2])).sequence.integer == 3)
            let others: [JSON] = [
                ["showDeleted": true], ["returnTotalSize": true], ["recordedAsOf": ["sequence": "4"]],
                ["recordedAsOf": ["time": "2999-01-01T00:00:00Z"]], ["recordedAsOf": .null],
            ]
            for other in others {
                try await expectRefusal("\(other)") { try await desk.list(.incidents, next.merging(other)) }
            }
        }
    }
}
