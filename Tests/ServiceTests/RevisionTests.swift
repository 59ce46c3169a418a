import DossierCore
import Testing

/// The revisions of one resource.
struct RevisionTests {
    /// Seven revisions: the third is a tombstone.
    private func withHistory(_ collection: Collection, _ body: (Desk, [JSON]) async throws -> Void) async throws {
        try await Desk.open(for: collection) { desk in
            var revisions = [try await desk.create(collection, "first", collection.titled("1"))]
            let name = revisions[0].name
            for number in 2...7 {
                switch number {
                case 3: revisions.append(try await desk.delete(collection, name.string))
                case 4: revisions.append(try await desk.undelete(collection, name.string))
                default:
                    let change = collection.titled("\(number)").merging(["name": name])
                    revisions.append(try await desk.update(collection, change))
                }
                try await desk.create(collection)
            }
            try await body(desk, revisions.reversed())
        }
    }

    @Test(arguments: Collection.all)
    func comeNewestFirst(_ collection: Collection) async throws {
        try await withHistory(collection) { desk, revisions in
            let name = revisions[0].name.string
            let all = try await desk.revisions(collection, name)
            #expect(all[collection.items].list == revisions)
            #expect(all.nextPageToken == .null)
            for size in [1, 2, 3, 6, 7, 8] {
                var request: JSON = ["pageSize": JSON(size)]
                var read: [JSON] = []
                repeat {
                    let page = try await desk.revisions(collection, name, request)
                    #expect(page[collection.items].list.count <= size)
                    read += page[collection.items].list
                    request.pageToken = page.nextPageToken
                } while request.pageToken != .null
                #expect(read == revisions, "\(size) at a time")
            }
        }
    }

    /// What is written between the pages is not on them.
    @Test(arguments: Collection.all)
    func areOfTheFirstPagesMoment(_ collection: Collection) async throws {
        try await withHistory(collection) { desk, revisions in
            let name = revisions[0].name
            let first = try await desk.revisions(collection, name.string, ["pageSize": 3])
            try await desk.update(collection, collection.titled("8").merging(["name": name]))
            try await desk.delete(collection, name.string)
            let rest = try await desk.revisions(collection, name.string, ["pageToken": first.nextPageToken])
            #expect(first[collection.items].list + rest[collection.items].list == revisions)
            #expect(rest.nextPageToken == .null)
            let now = try await desk.revisions(collection, name.string)
            #expect(now[collection.items].list.count == 9)
            #expect(now[collection.items][0].deleteTime != .null)
        }
    }

    @Test(arguments: Collection.all)
    func areOfAResource(_ collection: Collection) async throws {
        try await withHistory(collection) { desk, revisions in
            let name = revisions[0].name.string
            let unknown = try await refusal { try await desk.revisions(collection, "\(collection.items)/nowhere") }
            #expect(unknown.code == .notFound)
            #expect(unknown.message.contains("\(collection.items)/nowhere"))
            for name in ["", "\(name)@1", "others/first"] {
                #expect(try await refusal { try await desk.revisions(collection, name) }.fields == ["name"], "\(name)")
            }
            let negative = try await refusal { try await desk.revisions(collection, name, ["pageSize": -1]) }
            #expect(negative.fields == ["page_size"])
            let token = try await desk.revisions(collection, name, ["pageSize": 1]).nextPageToken
            let other = try await desk.create(collection).name.string
            let strange: [(name: String, request: JSON)] = [
                (other, ["pageToken": token]), (name, ["pageToken": token, "readMask": "name"]),
                (name, ["pageToken": "AAAA"]),
            ]
            for (name, request) in strange {
                let status = try await refusal { try await desk.revisions(collection, name, request) }
                #expect(status.code == .invalidArgument)
                #expect(status.fields == ["page_token"])
            }
        }
    }
}
