import DossierCore
import Testing

/// What a resource goes through, the same in every collection.
struct LifecycleTests {
    @Test(arguments: Collection.all)
    func createsUnderAChosenID(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "first")
            #expect(created.name.string == "\(collection.items)/first")
            #expect(created.revision.integer == 1)
            #expect(created.uid.string.count == 36)
            #expect(!created.etag.string.isEmpty)
            #expect(created.author.string == "local")
            #expect(created.createTime != .null)
            #expect(created.createTime == created.updateTime)
            #expect(created.deleteTime == .null)
            #expect(created.tlp.string == "TLP_AMBER")
            for (name, value) in collection.sample.members { #expect(created[name] == value) }
            #expect(try await desk.get(collection, created.name.string) == created)

            let again = try await refusal { try await desk.create(collection, "first") }
            #expect(again.code == .alreadyExists)
            #expect(again.message.contains("\(collection.items)/first"))
        }
    }

    @Test(arguments: Collection.all)
    func choosesAnID(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let one = try await desk.create(collection)
            let other = try await desk.create(collection)
            #expect(one.name.string.wholeMatch(of: /[a-z]+\/[a-z][a-z0-9-]{0,62}/) != nil)
            #expect(one.name != other.name)
            #expect(one.uid != other.uid)
            #expect(try await desk.get(collection, one.name.string) == one)
        }
    }

    @Test(arguments: Collection.all)
    func updatesWithTheCurrentEtagOnly(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "first")
            var change = collection.titled("Changed")
            change.name = created.name
            change.etag = created.etag
            let updated = try await desk.update(collection, change)
            #expect(updated.revision.integer == 2)
            #expect(updated.etag != created.etag)
            #expect(updated.uid == created.uid)
            #expect(updated.createTime == created.createTime)
            #expect(updated[collection.title].string == "Changed")

            let stale = try await refusal { try await desk.update(collection, change) }
            #expect(stale.code == .aborted)
            #expect(stale.message.contains(updated.etag.string))
            #expect(try await desk.get(collection, created.name.string) == updated)

            change.etag = .null
            #expect(try await desk.update(collection, change).revision.integer == 3, "no etag is no condition")
        }
    }

    @Test(arguments: Collection.all)
    func keepsEveryRevision(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let first = try await desk.create(collection, "first")
            var change = collection.titled("Changed")
            change.name = first.name
            let second = try await desk.update(collection, change)
            let deleted = try await desk.delete(collection, first.name.string)
            #expect(try await desk.get(collection, "\(first.name.string)@1") == first)
            #expect(try await desk.get(collection, "\(first.name.string)@2") == second)
            #expect(try await desk.get(collection, "\(first.name.string)@3") == deleted)
            let missing = try await refusal { try await desk.get(collection, "\(first.name.string)@4") }
            #expect(missing.code == .notFound)
            for suffix in ["@", "@0", "@-1", "@+1", "@01", "@x", "@1@1"] {
                let name = first.name.string + suffix
                let status = try await refusal("\(suffix)") { try await desk.get(collection, name) }
                #expect(status.code == .invalidArgument, "\(suffix)")
                #expect(status.fields == ["name"], "\(suffix)")
            }
        }
    }

    @Test(arguments: Collection.all)
    func deletionLeavesATombstone(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let kept = try await desk.create(collection, "kept")
            let created = try await desk.create(collection, "gone")
            let name = created.name.string
            let stale = try await refusal { try await desk.delete(collection, name, etag: "other") }
            #expect(stale.code == .aborted)
            let deleted = try await desk.delete(collection, name, etag: created.etag.string)
            #expect(deleted.revision.integer == 2)
            #expect(deleted.deleteTime != .null)
            #expect(deleted.deleteTime == deleted.updateTime)
            #expect(deleted[collection.title] == created[collection.title])
            #expect(try await desk.get(collection, name) == deleted)
            #expect(try await desk.names(of: collection).contains(kept.name.string))
            #expect(try await !desk.names(of: collection).contains(name))
            #expect(try await desk.names(of: collection, ["showDeleted": true]).contains(name))

            var change = collection.sample
            change.name = created.name
            #expect(try await refusal { try await desk.update(collection, change) }.code == .notFound)
            #expect(try await refusal { try await desk.delete(collection, name) }.code == .notFound)
            #expect(try await refusal { try await desk.create(collection, "gone") }.code == .alreadyExists)
        }
    }

    @Test(arguments: Collection.all)
    func saysWhatIsMissing(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let name = "\(collection.items)/nowhere"
            var change = collection.sample
            change.name = JSON(name)
            let statuses = [
                try await refusal { try await desk.get(collection, name) },
                try await refusal { try await desk.update(collection, change) },
                try await refusal { try await desk.delete(collection, name) },
            ]
            for status in statuses {
                #expect(status.code == .notFound)
                #expect(status.message.contains(name))
            }
        }
    }

    @Test(arguments: Collection.all)
    func ignoresWhatTheServerSets(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let forged: JSON = [
                "name": "\(collection.items)/forged", "uid": "forged", "revision": 99, "author": "forged",
                "createTime": "2001-01-01T00:00:00Z", "updateTime": "2001-01-01T00:00:00Z",
                "deleteTime": "2001-01-01T00:00:00Z",
            ]
            let created = try await desk.create(collection, "real", collection.sample.merging(forged))
            #expect(created.name.string == "\(collection.items)/real")
            #expect(created.revision.integer == 1)
            var change = collection.sample.merging(forged)
            change.name = created.name
            let updated = try await desk.update(collection, change)
            #expect(updated.revision.integer == 2)
            #expect(updated.createTime == created.createTime)
            for resource in [created, updated] {
                #expect(resource.uid == created.uid)
                #expect(resource.uid.string != "forged")
                #expect(resource.author.string == "local")
                #expect(!resource.createTime.string.hasPrefix("2001"))
                #expect(!resource.updateTime.string.hasPrefix("2001"))
                #expect(resource.deleteTime == .null)
            }
        }
    }

    @Test(arguments: Collection.all)
    func writesNameOneResourceNotARevision(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "first")
            var change = collection.sample
            change.name = "\(created.name.string)@1"
            let updated = try await refusal { try await desk.update(collection, change) }
            #expect(updated.code == .invalidArgument)
            #expect(updated.fields == ["\(collection.field).name"])
            let deleted = try await refusal { try await desk.delete(collection, "\(created.name.string)@1") }
            #expect(deleted.code == .invalidArgument)
            #expect(deleted.fields == ["name"])
            #expect(try await desk.get(collection, created.name.string) == created)
        }
    }
}
