import DossierCore
import Testing

/// Listings, page by page.
struct ListTests {
    /// Ids whose order is not that of their writing.
    private static let ids = (0..<25).map { "r\($0 * 7 % 25 + 10)" }

    private func withRecords(_ collection: Collection, _ body: (Desk, [String]) async throws -> Void) async throws {
        try await Desk.open(for: collection) { desk in
            try await desk.createBatch(collection, Self.ids.map { ($0, collection.titled($0)) })
            try await body(desk, Self.ids.sorted().map { "\(collection.items)/\($0)" })
        }
    }

    @Test(arguments: Collection.all)
    func comeInTheOrderOfNames(_ collection: Collection) async throws {
        try await withRecords(collection) { desk, names in
            let page = try await desk.list(collection)
            #expect(page[collection.items].list.map(\.name.string) == names)
            #expect(page.nextPageToken == .null)
            #expect(page.totalSize == .null)
            #expect(try await page.sequence.integer == desk.sequence())
            for size in [1, 7, 24, 25, 26, 1_000, 2_000_000_000] {
                #expect(try await desk.names(of: collection, ["pageSize": JSON(size)]) == names)
            }
            let first = try await desk.list(collection, ["pageSize": 7])
            #expect(first[collection.items].list.count == 7)
            #expect(first[collection.items][0] == (try await desk.get(collection, names[0])))
            let negative = try await refusal { try await desk.list(collection, ["pageSize": -1]) }
            #expect(negative.code == .invalidArgument)
            #expect(negative.fields == ["page_size"])
        }
    }

    /// Pages stay as the first one was, whatever happens meanwhile, and say of when they are.
    @Test(arguments: Collection.all)
    func everyPageIsOfTheFirstOnesMoment(_ collection: Collection) async throws {
        try await withRecords(collection) { desk, names in
            var request: JSON = ["pageSize": 4, "returnTotalSize": true]
            var seen: [String] = []
            let start = try await desk.sequence()
            repeat {
                let page = try await desk.list(collection, request)
                #expect(page.sequence.integer == start)
                #expect(page.totalSize.integer == names.count)
                for resource in page[collection.items].list {
                    #expect(resource[collection.title].string == String(resource.name.string.split(separator: "/")[1]))
                    seen.append(resource.name.string)
                }
                request.pageToken = page.nextPageToken
                try await desk.create(collection, "a\(seen.count)")
                try await desk.create(collection, "z\(seen.count)")
                try await desk.delete(collection, names[seen.count % names.count])
                let other = names[(seen.count + 2) % names.count]
                try await desk.update(collection, collection.titled("changed").merging(["name": JSON(other)]))
            } while request.pageToken != .null
            #expect(seen == names)
        }
    }

    @Test(arguments: Collection.all)
    func showsTheDeletedWhenAsked(_ collection: Collection) async throws {
        try await withRecords(collection) { desk, names in
            try await desk.delete(collection, names[3])
            let request: JSON = ["pageSize": 4, "returnTotalSize": true]
            #expect(try await desk.names(of: collection, request) == names.filter { $0 != names[3] })
            let all = request.merging(["showDeleted": true])
            #expect(try await desk.names(of: collection, all) == names)
            #expect(try await desk.list(collection, request).totalSize.integer == names.count - 1)
            #expect(try await desk.list(collection, all).totalSize.integer == names.count)
            #expect(try await desk.list(collection, all)[collection.items][3].deleteTime != .null)
        }
    }

    @Test func hasPagesOfItsOwnSize() async throws {
        try await Desk.open { desk in
            #expect(try await desk.list(.incidents) == [:], "nothing has happened")
            let items = (0..<Limits.batchItems).map { ("i\($0)", Collection.incidents.sample) }
            try await desk.createBatch(.incidents, items)
            try await desk.create(.incidents, "one-more")
            #expect(try await desk.list(.incidents).incidents.list.count == Limits.defaultPageSize)
            let most = try await desk.list(.incidents, ["pageSize": 1_500, "returnTotalSize": true])
            #expect(most.incidents.list.count == Limits.pageSize)
            #expect(most.totalSize.integer == Limits.pageSize + 1)
            #expect(most.nextPageToken != .null)
        }
    }

    @Test func endsAPageBeforeItIsTooLarge() async throws {
        try await Desk.open { desk in
            let label: JSON = ["key": "k", "value": text(10_000)]
            let large = Collection.incidents.sample.merging(["labels": list(90, of: label)])
            for id in ["a", "b", "c", "d"] { try await desk.create(.incidents, id, large) }
            let first = try await desk.list(.incidents, ["pageSize": 1_000])
            #expect(first.incidents.list.map(\.name.string) == ["incidents/a", "incidents/b", "incidents/c"])
            let second = try await desk.list(.incidents, ["pageSize": 1_000, "pageToken": first.nextPageToken])
            #expect(second.incidents.list.map(\.name.string) == ["incidents/d"])
            #expect(second.nextPageToken == .null)
            let names = ["a", "b", "c", "d"].map { "incidents/\($0)" }
            let status = try await refusal { try await desk.getBatch(.incidents, names) }
            #expect(status.code == .resourceExhausted)
            #expect(status.message.contains("fewer"))
        }
    }
}
