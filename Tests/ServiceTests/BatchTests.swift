import DossierCore
import Testing

/// Several resources in one call.
struct BatchTests {
    @Test(arguments: Collection.all)
    func writesAllInOneTransaction(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let before = try await desk.sequence()
            let ids = ["c", "a", "", "b"]
            let reply = try await desk.createBatch(collection, ids.map { ($0, collection.titled("Title \($0)")) })
            let created = reply[collection.items].list
            #expect(created.map { $0[collection.title].string } == ids.map { "Title \($0)" })
            #expect(created.map(\.revision.integer) == [1, 1, 1, 1])
            #expect(Set(created.map(\.uid.string)).count == 4)
            #expect(Set(created.map(\.createTime.string)).count == 1)
            #expect(try await desk.sequence() == before + 1)
            let names = created.map(\.name.string)
            #expect(try await desk.getBatch(collection, names) == created)
        }
    }

    @Test(arguments: Collection.all)
    func writesNothingWhenOneIsWrong(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            try await desk.create(collection, "taken")
            let before = try await desk.sequence()
            let good = (id: "good", fields: collection.sample)
            let invalid = try await refusal {
                try await desk.createBatch(
                    collection,
                    [good, ("other", collection.sample.merging(["tlp": 9])), ("Bad", collection.sample)]
                )
            }
            #expect(invalid.code == .invalidArgument)
            #expect(invalid.fields == ["requests[1].\(collection.field).tlp", "requests[2].\(collection.field)_id"])
            let taken = try await refusal {
                try await desk.createBatch(collection, [good, ("taken", collection.sample)])
            }
            #expect(taken.code == .alreadyExists)
            #expect(taken.message.contains("\(collection.items)/taken"))
            let twice = try await refusal {
                try await desk.createBatch(collection, [good, ("b", collection.sample), good])
            }
            #expect(twice.code == .alreadyExists)
            #expect(twice.message.contains("\(collection.items)/good"))
            #expect(try await desk.sequence() == before)
            #expect(try await refusal { try await desk.get(collection, "\(collection.items)/good") }.code == .notFound)
        }
    }

    @Test(arguments: Collection.all)
    func hasItsOwnRequestIDAndValidateOnly(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let item: JSON = [collection.field: collection.sample, "requestId": "one", "validateOnly": true]
            let status = try await refusal {
                try await desk.call(collection.methods("BatchCreate"), ["requests": [item, [:]]])
            }
            #expect(status.code == .invalidArgument)
            let paths = ["requests[0].request_id", "requests[0].validate_only", "requests[1].\(collection.field)"]
            #expect(status.fields == paths)
        }
    }

    @Test(arguments: Collection.all)
    func holdsOneToAThousand(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            for count in [0, Limits.batchItems + 1] {
                let created = try await refusal {
                    try await desk.createBatch(collection, (0..<count).map { ("i\($0)", collection.sample) })
                }
                #expect(created.code == .invalidArgument)
                #expect(created.fields == ["requests"])
                let names = (0..<count).map { "\(collection.items)/i\($0)" }
                let got = try await refusal { try await desk.getBatch(collection, names) }
                #expect(got.code == .invalidArgument)
                #expect(got.fields == ["names"])
            }
        }
    }

    @Test func takesAThousand() async throws {
        try await Desk.open { desk in
            let items = (0..<Limits.batchItems).map { ("i\($0)", Collection.incidents.sample) }
            let created = try await desk.createBatch(.incidents, items).incidents.list
            let names = items.map { "incidents/\($0.0)" }
            #expect(created.map(\.name.string) == names)
            #expect(try await desk.sequence() == 1)
            let order = Array(names.reversed())
            #expect(try await desk.getBatch(.incidents, order).map(\.name.string) == order)
        }
    }

    @Test(arguments: Collection.all)
    func readsInTheOrderAskedFor(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let first = try await desk.create(collection, "a")
            let second = try await desk.create(collection, "b")
            let changed = try await desk.update(collection, collection.titled("Changed").merging(["name": first.name]))
            let deleted = try await desk.delete(collection, second.name.string)
            let names = [second.name, first.name, JSON("\(first.name.string)@1"), second.name].map(\.string)
            #expect(try await desk.getBatch(collection, names) == [deleted, changed, first, deleted])
            let missing = try await refusal {
                try await desk.getBatch(collection, names + ["\(collection.items)/nowhere"])
            }
            #expect(missing.code == .notFound)
            #expect(missing.message.contains("\(collection.items)/nowhere"))
        }
    }

    /// What was written could not be answered, nor ever read back.
    @Test func isNotLargerThanItsReply() async throws {
        try await Desk.open { desk in
            let label: JSON = ["key": "k", "value": text(10_000)]
            let large = Collection.incidents.sample.merging(["labels": list(90, of: label)])
            let items = ["a", "b", "c", "d"].map { ($0, large) }
            let many = try await refusal { try await desk.createBatch(.incidents, items) }
            #expect(many.code == .resourceExhausted)
            #expect(many.message.contains("fewer"))
            #expect(try await desk.sequence() == 0)
            try await desk.createBatch(.incidents, Array(items.dropLast()))

            let tooLarge = Collection.incidents.sample.merging(["labels": list(106, of: label)])
            let single = try await refusal { try await desk.create(.incidents, "e", tooLarge) }
            #expect(single.code == .invalidArgument)
            #expect(single.fields == ["incident"])
            #expect(single.message.contains("\(Limits.resourceBytes)"))
        }
    }
}
