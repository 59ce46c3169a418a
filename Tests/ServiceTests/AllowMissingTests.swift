import DossierCore
import Testing

/// Updates that create, and deletions of nothing.
struct AllowMissingTests {
    @Test(arguments: Collection.all)
    func updatesWhatIsThereAndCreatesWhatIsNot(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let fields = collection.titled("One").merging(["name": JSON("\(collection.items)/new")])
            var request: JSON = [collection.field: fields, "allowMissing": true, "updateMask": "labels"]
            let created = try await desk.call(collection.method("Update"), request)
            #expect(created.revision.integer == 1)
            #expect(created.uid.string.count == 36)
            #expect(created[collection.title].string == "One", "a creation takes all that is given")
            #expect(try await desk.get(collection, created.name.string) == created)
            request[collection.field].labels = [["key": "desk"]]
            let updated = try await desk.call(collection.method("Update"), request)
            #expect(updated.revision.integer == 2)
            #expect(updated.uid == created.uid)
            #expect(updated.labels == [["key": "desk"]])
        }
    }

    @Test(arguments: Collection.all)
    func createsOnlyWhatIsValid(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let before = try await desk.sequence()
            let name = JSON("\(collection.items)/new")
            func update(_ fields: JSON, mask: String = "") async throws -> Status {
                let request: JSON = [collection.field: fields, "allowMissing": true, "updateMask": JSON(mask)]
                return try await refusal { try await desk.call(collection.method("Update"), request) }
            }
            let badID = try await update(collection.sample.merging(["name": JSON("\(collection.items)/New")]))
            #expect(badID.fields == ["\(collection.field).name"])
            let required = collection.sample.members[0].name
            for mask in ["", "labels"] {
                var fields = collection.sample.merging(["name": name])
                fields[required] = .null
                #expect(try await update(fields, mask: mask).code == .invalidArgument, "\(mask)")
            }
            let withEtag = try await update(collection.sample.merging(["name": name, "etag": "some"]))
            #expect(withEtag.code == .aborted)
            #expect(try await desk.sequence() == before)
        }
    }

    @Test(arguments: Collection.all)
    func doesNotReviveTheDeleted(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "gone")
            let deleted = try await desk.delete(collection, created.name.string)
            let fields = collection.sample.merging(["name": created.name])
            let status = try await refusal {
                try await desk.call(collection.method("Update"), [collection.field: fields, "allowMissing": true])
            }
            #expect(status.code == .failedPrecondition)
            #expect(status.message.contains("undelete it first"))
            #expect(try await desk.get(collection, created.name.string) == deleted)
        }
    }

    /// A deletion that is repeated, or of nothing, writes nothing and answers what there is.
    @Test(arguments: Collection.all)
    func deletesNothing(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "first")
            func delete(_ id: String, etag: JSON = "") async throws(Status) -> JSON {
                let request: JSON = [
                    "name": JSON("\(collection.items)/\(id)"), "etag": etag, "allowMissing": true,
                ]
                return try await desk.call(collection.method("Delete"), request)
            }
            let stale = try await refusal { try await delete("first", etag: "other") }
            #expect(stale.code == .aborted, "what is there has its etag")
            let deleted = try await delete("first", etag: created.etag)
            #expect(deleted.deleteTime != .null)
            let sequence = try await desk.sequence()
            #expect(try await delete("first", etag: created.etag) == deleted)
            #expect(try await delete("never") == [:])
            #expect(try await desk.sequence() == sequence)
            let badName = try await refusal { try await delete("Never") }
            #expect(badName.fields == ["name"])
        }
    }
}
