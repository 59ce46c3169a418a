import DossierCore
import Testing

/// What was deleted and comes back.
struct UndeleteTests {
    @Test(arguments: Collection.all)
    func comesBackAsItWas(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "first", collection.titled("One"))
            let name = created.name.string
            let deleted = try await desk.delete(collection, name)
            #expect(
                try await refusal { try await desk.undelete(collection, name, etag: created.etag.string) }.code
                    == .aborted
            )
            let back = try await desk.undelete(collection, name, etag: deleted.etag.string)
            #expect(back.revision.integer == 3)
            #expect(back.deleteTime == .null)
            #expect(back.uid == created.uid)
            #expect(back.createTime == created.createTime)
            #expect(back[collection.title].string == "One")
            #expect(try await desk.get(collection, name) == back)
            #expect(try await desk.names(of: collection).contains(name))
            #expect(try await desk.get(collection, "\(name)@2") == deleted)
            let change = collection.titled("Two").merging(["name": back.name])
            #expect(try await desk.update(collection, change).revision.integer == 4)
        }
    }

    @Test(arguments: Collection.all)
    func isOfTheDeletedOnly(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "first")
            let live = try await refusal { try await desk.undelete(collection, created.name.string) }
            #expect(live.code == .alreadyExists)
            #expect(live.message.contains("\(created.name.string) is not deleted"))
            let unknown = try await refusal { try await desk.undelete(collection, "\(collection.items)/nowhere") }
            #expect(unknown.code == .notFound)
            let revision = try await refusal { try await desk.undelete(collection, "\(created.name.string)@1") }
            #expect(revision.fields == ["name"])
            #expect(try await desk.get(collection, created.name.string) == created)
        }
    }

    /// What it refers to may have gone meanwhile.
    @Test func findsItsReferencesAgain() async throws {
        try await Desk.open(for: .statements) { desk in
            try await desk.create(.statements, "said")
            try await desk.delete(.statements, "statements/said")
            try await desk.delete(.actors, "actors/speaker")
            let status = try await refusal { try await desk.undelete(.statements, "statements/said") }
            #expect(status.code == .failedPrecondition)
            #expect(status.message.contains("actors/speaker"))
            try await desk.undelete(.actors, "actors/speaker")
            #expect(try await desk.undelete(.statements, "statements/said").revision.integer == 3)
        }
    }

    /// The tree of actors may have changed meanwhile.
    @Test func makesNoCycle() async throws {
        try await Desk.open { desk in
            try await desk.create(.actors, "a", ["displayName": "A"])
            try await desk.create(.actors, "b", ["displayName": "B", "parent": "actors/a"])
            try await desk.delete(.actors, "actors/b")
            try await desk.update(.actors, ["name": "actors/a", "displayName": "A"])
            try await desk.create(.actors, "c", ["displayName": "C"])
            try await desk.update(.actors, ["name": "actors/a", "displayName": "A", "parent": "actors/c"])
            try await desk.undelete(.actors, "actors/b")
            let status = try await refusal {
                try await desk.update(.actors, ["name": "actors/c", "displayName": "C", "parent": "actors/b"])
            }
            #expect(status.code == .failedPrecondition)
        }
    }
}
