import DossierClient
import DossierCore
import Testing

/// What this version does not serve: said, never passed over.
struct UnservedTests {
    @Test func unknownServicesAndMethods() async throws {
        try await Desk.open { desk in
            let unknown = [
                "dossier.v1.Nothing/Get", "dossier.v1.Incidents/Get", "dossier.v1.Incidents/getIncident", "x/y",
            ]
            for method in unknown {
                let name = try MethodName(method)
                let status = try await refusal { try await desk.client.call(name, []) }
                #expect(status.code == .unimplemented, "\(method)")
                let named = name.service == "dossier.v1.Incidents" ? name.method : name.service
                #expect(status.message.contains(named), "\(status)")
            }
        }
    }

    @Test(arguments: Collection.all)
    func methodsOfACollection(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let name = try await desk.create(collection, "first").name
            let methods = [collection.method("Undelete"), "\(collection.service)/List\(collection.singular)Revisions"]
            for method in methods { try await expectUnserved(method, ["name": name], desk) }
            let imports = try MethodName(collection.methods("Import"))
            let call = try desk.client.duplex(imports)
            let status = try await refusal { try await first(of: call.replies) }
            #expect(status.code == .unimplemented)
            #expect(status.message.contains(imports.method))
        }
    }

    @Test(arguments: [
        "GetPicture", "GetTimeline", "ListContested", "TraceStatement", "CountStatements",
    ])
    func computations(_ method: String) async throws {
        try await Desk.open { desk in try await expectUnserved("dossier.v1.Statements/\(method)", [:], desk) }
    }

    @Test func othersOfTheServer() async throws {
        try await Desk.open { desk in
            try await expectUnserved("dossier.v1.Server/ListAuditEntries", [:], desk)
            let picture = try desk.client.stream(try MethodName("dossier.v1.Statements/WatchPicture"), [])
            #expect(try await refusal { try await first(of: picture) }.code == .unimplemented)
        }
    }

    @Test(arguments: Collection.all)
    func fieldsOfRequests(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let first = try await desk.create(collection, "first")
            let change = collection.titled("Changed").merging(["name": first.name])
            let before = try await desk.sequence()
            let title = JSON(collection.title)
            let requests: [(method: String, request: JSON, field: String)] = [
                (collection.method("Get"), ["name": first.name, "readMask": title], "read_mask"),
                (collection.methods("BatchGet"), ["names": [first.name], "readMask": title], "read_mask"),
                (collection.methods("List"), ["readMask": title], "read_mask"),
                (collection.methods("List"), ["filter": "tlp = RED"], "filter"),
                (collection.methods("List"), ["orderBy": "name desc"], "order_by"),
                (collection.methods("List"), ["search": "outage"], "search"),
                (collection.method("Update"), [collection.field: change, "updateMask": title], "update_mask"),
                (collection.method("Update"), [collection.field: change, "allowMissing": true], "allow_missing"),
                (collection.method("Delete"), ["name": first.name, "allowMissing": true], "allow_missing"),
            ]
            for (method, request, field) in requests {
                let status = try await refusal { try await desk.call(method, request) }
                #expect(status.code == .unimplemented, "\(method) \(field)")
                #expect(status.message.hasPrefix("\(field) "), "\(status)")
            }
            let watch = try await refusal { try await desk.events(collection, ["filter": "tlp = RED"], 1) }
            #expect(watch.code == .unimplemented)
            #expect(watch.message.hasPrefix("filter "))
            #expect(try await desk.get(collection, first.name.string) == first)
            #expect(try await desk.sequence() == before)
        }
    }

    /// An empty mask means all fields: what is served.
    @Test(arguments: Collection.all)
    func emptyMasksAreServed(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let first = try await desk.create(collection, "first")
            #expect(try await desk.call(collection.method("Get"), ["name": first.name, "readMask": ""]) == first)
            let change = collection.titled("Changed").merging(["name": first.name])
            let updated = try await desk.call(
                collection.method("Update"),
                [collection.field: change, "updateMask": ""]
            )
            #expect(updated.revision.integer == 2)
        }
    }

    private func expectUnserved(_ method: String, _ request: JSON, _ desk: Desk) async throws {
        let status = try await refusal { try await desk.call(method, request) }
        #expect(status.code == .unimplemented, "\(method)")
        #expect(status.message.contains(try MethodName(method).method), "\(status)")
    }

    private func first(of replies: Replies) async throws -> [UInt8]? {
        var iterator = replies.makeAsyncIterator()
        return try await iterator.next()
    }
}
