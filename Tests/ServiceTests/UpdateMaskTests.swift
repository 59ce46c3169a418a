import DossierCore
import Testing

/// What an update mask writes, and what it leaves as it is.
struct UpdateMaskTests {
    private func update(
        _ desk: Desk,
        _ collection: Collection,
        _ fields: JSON,
        mask: String,
        _ more: JSON = [:]
    ) async throws(Status) -> JSON {
        let request: JSON = [collection.field: fields, "updateMask": JSON(mask)]
        return try await desk.call(collection.method("Update"), request.merging(more))
    }

    private static let occurred: JSON = [
        "earliest": "2022-07-15T00:00:00Z", "latest": "2022-07-15T23:59:59Z", "precision": "PRECISION_DAY",
        "text": "July 15",
    ]

    @Test(arguments: Collection.all)
    func writesItsFieldsAlone(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let labels: JSON = ["labels": [["key": "a"], ["key": "b"]], "tlp": "TLP_GREEN"]
            let first = try await desk.create(collection, "first", collection.titled("One").merging(labels))
            let change = collection.titled("Two").merging(["name": first.name, "labels": [["key": "c"]]])
            let second = try await update(desk, collection, change, mask: collection.title)
            #expect(second[collection.title].string == "Two")
            #expect(second.labels == first.labels)
            #expect(second.tlp == first.tlp)
            #expect(second.revision.integer == 2)
            #expect(second.uid == first.uid)
            #expect(try await desk.get(collection, first.name.string) == second)

            let third = try await update(desk, collection, change, mask: "labels,tlp")
            #expect(third.labels == [["key": "c"]], "a list is replaced")
            #expect(third.tlp.string == "TLP_AMBER", "what is cleared has its default")
            #expect(third[collection.title].string == "Two")

            let whole = try await update(
                desk,
                collection,
                collection.titled("Four").merging(["name": first.name]),
                mask: "*"
            )
            #expect(whole.labels == .null)
            #expect(whole[collection.title].string == "Four")
        }
    }

    @Test func reachesIntoMessages() async throws {
        try await Desk.open { desk in
            let fields: JSON = ["title": "An outage", "occurred": Self.occurred]
            let name = try await desk.create(.incidents, "first", fields).name
            func change(_ fields: JSON, _ mask: String) async throws(Status) -> JSON {
                try await update(desk, .incidents, fields.merging(["name": name]), mask: mask)
            }
            var expected = Self.occurred.merging(["text": "Friday"])
            #expect(try await change(["occurred": ["text": "Friday"]], "occurred.text").occurred == expected)
            expected.text = .null
            #expect(try await change([:], "occurred.text").occurred == expected, "absent in the request: cleared")
            #expect(try await change([:], "disclosed.text").disclosed == .null, "nothing of nothing is nothing")
            #expect(try await change(["summary": "Down."], "occurred").occurred == .null)
            #expect(try await desk.get(.incidents, name.string).title.string == "An outage")
            let day: JSON = ["latest": "2022-07-15T23:59:59Z", "precision": "PRECISION_OPEN"]
            let seconds = try await change(["occurred": day], "occurred.latest.seconds,occurred.precision")
            #expect(seconds.occurred == day)
        }
    }

    /// Oneofs, numbers and flags at their default are absent: the mask writes that, too.
    @Test func writesAbsence() async throws {
        try await Desk.open(for: .statements) { desk in
            let fields = Collection.statements.sample.merging([
                "confidence": 0, "hedge": ["text": "it seems"], "channel": "CHANNEL_TWEET",
            ])
            let first = try await desk.create(.statements, "first", fields)
            #expect(first.confidence == 0)
            let kept = try await update(desk, .statements, ["name": first.name], mask: "hedge")
            #expect(kept.confidence == 0)
            #expect(kept.hedge == .null)
            let cleared = try await update(desk, .statements, ["name": first.name], mask: "confidence,channel")
            #expect(cleared.confidence == .null)
            #expect(cleared.channel == .null)
            #expect(cleared.speaker == first.speaker)
        }
    }

    /// What must be valid is what comes of it, not what is sent.
    @Test(arguments: Collection.all)
    func checksTheResult(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let first = try await desk.create(collection, "first")
            let fields: JSON = ["name": first.name, "labels": [["key": "desk"]]]
            #expect(try await update(desk, collection, fields, mask: "labels").labels == fields.labels)
            let bad: JSON = ["name": first.name, "labels": [["value": "no key"]]]
            let status = try await refusal { try await update(desk, collection, bad, mask: "labels") }
            #expect(status.code == .invalidArgument)
            #expect(status.fields == ["\(collection.field).labels[0].key"])
            #expect(
                try await update(desk, collection, bad, mask: "tlp").revision.integer == 3,
                "not written, not checked"
            )
            let required = collection.sample.members[0].name
            let cleared = try await refusal { try await update(desk, collection, fields, mask: required) }
            #expect(cleared.fields.count == 1)
            #expect(cleared.message.hasSuffix("is required"))
            #expect(try await desk.get(collection, first.name.string).revision.integer == 3)
        }
    }

    /// AIP-203: the server's own fields are passed over.
    @Test(arguments: Collection.all)
    func passesOverWhatTheServerSets(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let first = try await desk.create(collection, "first", collection.titled("One"))
            let forged: JSON = [
                "name": first.name, "uid": "forged", "revision": 99, "author": "forged",
                "createTime": "2001-01-01T00:00:00Z",
            ]
            let mask = "name,uid,etag,revision,createTime,updateTime,deleteTime,author"
            let second = try await update(desk, collection, forged, mask: mask)
            #expect(second.uid == first.uid)
            #expect(second.author == first.author)
            #expect(second.createTime == first.createTime)
            #expect(second.revision.integer == 2)
            #expect(second[collection.title] == first[collection.title])
        }
    }

    @Test(arguments: Collection.all)
    func isHeldToEtagsAndPaths(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let first = try await desk.create(collection, "first")
            let stale: JSON = ["name": first.name, "etag": "other"]
            #expect(try await refusal { try await update(desk, collection, stale, mask: "labels") }.code == .aborted)
            for (path, hint) in [("lables", "labels"), ("labels.key", "whole"), ("tlp.x", "tlp has no fields")] {
                let status = try await refusal { try await update(desk, collection, ["name": first.name], mask: path) }
                #expect(status.code == .invalidArgument)
                #expect(status.fields == ["update_mask"])
                #expect(status.message.contains(hint), "\(status)")
            }
            #expect(try await desk.get(collection, first.name.string) == first)
        }
    }
}
