import DossierCore
import Testing

/// Calls that are repeated, or only tried.
struct RepeatTests {
    /// A write of each kind that changes what is there, under a request_id.
    private static func writes(_ collection: Collection, _ name: JSON) -> [(method: String, request: JSON)] {
        [
            (collection.method("Create"), [collection.field: collection.sample, "requestId": "create"]),
            (
                collection.methods("BatchCreate"),
                ["requests": [[collection.field: collection.sample]], "requestId": "batch"]
            ),
            (
                collection.method("Update"),
                [collection.field: collection.titled("Changed").merging(["name": name]), "requestId": "update"]
            ),
            (collection.method("Delete"), ["name": name, "requestId": "delete"]),
            (collection.method("Undelete"), ["name": name, "requestId": "undelete"]),
        ]
    }

    @Test(arguments: Collection.all)
    func answersTheSameAgain(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let name = try await desk.create(collection, "first").name
            for (method, request) in Self.writes(collection, name) {
                let first = try await desk.call(method, request)
                let sequence = try await desk.sequence()
                for caller in [desk, try await desk.another()] {
                    #expect(try await caller.call(method, request) == first, "\(method)")
                }
                #expect(try await desk.sequence() == sequence, "\(method)")
            }
        }
    }

    @Test(arguments: Collection.all)
    func refusesAnotherRequestOfTheSameID(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let name = try await desk.create(collection, "first").name
            for (method, request) in Self.writes(collection, name) {
                _ = try await desk.call(method, request)
                let sequence = try await desk.sequence()
                var other = request
                if request[collection.field] != .null {
                    other[collection.field].labels = [["key": "desk"]]
                } else if request.requests != .null {
                    other.requests = list(2, of: request.requests[0])
                } else {
                    other.etag = "other"
                }
                let status = try await refusal { try await desk.call(method, other) }
                #expect(status.code == .invalidArgument, "\(method)")
                #expect(status.message.contains(request.requestId.string), "\(method): \(status)")
                #expect(status.fields == ["request_id"], "\(method)")
                #expect(try await desk.sequence() == sequence, "\(method)")
            }
        }
    }

    /// Each method has ids of its own, and what failed has answered nothing.
    @Test func remembersSuccessesByMethod() async throws {
        try await Desk.open { desk in
            let first: JSON = ["incident": ["title": "One"], "incidentId": "a", "requestId": "r"]
            let created = try await desk.call("dossier.v1.Incidents/CreateIncident", first)
            let actor: JSON = [
                "actor": ["displayName": "One", "parent": "actors/b"], "actorId": "a", "requestId": "r",
            ]
            #expect(
                try await refusal { try await desk.call("dossier.v1.Actors/CreateActor", actor) }.code
                    == .failedPrecondition
            )
            try await desk.create(.actors, "b")
            #expect(try await desk.call("dossier.v1.Actors/CreateActor", actor).name.string == "actors/a")
            #expect(try await desk.call("dossier.v1.Incidents/CreateIncident", first) == created)
        }
    }

    @Test func answersOnceToMany() async throws {
        try await Desk.open { desk in
            let request: JSON = ["incident": ["title": "One"], "requestId": "race"]
            let replies = try await withThrowingTaskGroup(of: JSON.self) { group in
                for _ in 0..<32 {
                    group.addTask { try await desk.call("dossier.v1.Incidents/CreateIncident", request) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0 == replies[0] })
            #expect(try await desk.sequence() == 1)
        }
    }

    @Test(arguments: Collection.all)
    func takesIDsOfALimitedLength(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            for (method, request) in Self.writes(collection, JSON("\(collection.items)/first")) {
                let long = request.merging(["requestId": text(Limits.requestIDBytes + 1)])
                let status = try await refusal { try await desk.call(method, long) }
                #expect(status.code == .invalidArgument, "\(method)")
                #expect(status.fields == ["request_id"], "\(method)")
            }
            let longest: JSON = [collection.field: collection.sample, "requestId": text(Limits.requestIDBytes)]
            #expect(try await desk.call(collection.method("Create"), longest).revision.integer == 1)
        }
    }

    @Test(arguments: Collection.all)
    func onlyValidates(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let first = try await desk.create(collection, "first")
            let before = try await desk.sequence()
            for (method, request) in Self.writes(collection, first.name).dropLast() {
                let tried = request.merging(["validateOnly": true])
                let reply = try await desk.call(method, tried)
                let resource = reply[collection.items] == .null ? reply : reply[collection.items][0]
                #expect(resource.revision.integer == (resource.name == first.name ? 2 : 1), "\(method)")
                #expect(try await desk.sequence() == before, "\(method)")
            }
            #expect(try await desk.get(collection, first.name.string) == first)
            #expect(try await desk.names(of: collection).count == 1)
            // What was only tried has not used up its request_id, nor its number in the record.
            for (method, request) in Self.writes(collection, first.name) { _ = try await desk.call(method, request) }
            #expect(try await desk.sequence() == before + 5)
            let deleted = try await desk.delete(collection, first.name.string)
            let undelete: JSON = ["name": first.name, "validateOnly": true]
            #expect(try await desk.call(collection.method("Undelete"), undelete).revision.integer == 6)
            #expect(try await desk.get(collection, first.name.string) == deleted)
            let taken: JSON = [
                collection.field: collection.sample, "\(collection.field)Id": "first", "validateOnly": true,
            ]
            let status = try await refusal { try await desk.call(collection.method("Create"), taken) }
            #expect(status.code == .alreadyExists)
        }
    }
}
