import DossierCore
import Testing

/// Resources in any number, each acknowledged.
struct ImportTests {
    private func outcomes(_ acknowledgements: [JSON]) -> [String] {
        acknowledgements.map { String($0.outcome.string.dropFirst("IMPORT_OUTCOME_".count)) }
    }

    @Test(arguments: Collection.all)
    func createsUpdatesAndLeavesAlone(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let start = try await desk.sequence()
            let items = (1...3).map { ("r\($0)", collection.titled("\($0)")) }
            let first = try await desk.importAll(collection, items)
            #expect(outcomes(first) == ["CREATED", "CREATED", "CREATED"])
            #expect(first.map(\.item.integer) == [1, 2, 3])
            #expect(first.map(\.name.string) == ["r1", "r2", "r3"].map { "\(collection.items)/\($0)" })
            #expect(first.map(\.sequence.integer) == [start + 1, start + 2, start + 3])
            var changed = items
            changed[1].1[collection.title] = "changed"
            let second = try await desk.importAll(collection, changed)
            #expect(outcomes(second) == ["UNCHANGED", "UPDATED", "UNCHANGED"])
            #expect(second.map(\.sequence.integer) == [start + 1, start + 4, start + 3])
            #expect(try await desk.sequence() == start + 4)
            let updated = try await desk.get(collection, "\(collection.items)/r2")
            #expect(updated.revision.integer == 2)
            #expect(updated[collection.title].string == "changed")
            #expect(updated.author.string == "local")
        }
    }

    /// What the server sets makes no difference; what it gave out can be imported again.
    @Test(arguments: Collection.all)
    func takesWhatItGave(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "first", collection.titled("One"))
            #expect(
                try await outcomes(desk.importAll(collection, [("", created), ("first", created)])) == [
                    "UNCHANGED", "UNCHANGED",
                ]
            )
            let change = collection.titled("Two").merging(["name": created.name, "etag": created.etag])
            #expect(try await outcomes(desk.importAll(collection, [("", change)])) == ["UPDATED"])
            let stale = collection.titled("Three").merging(["name": created.name, "etag": created.etag])
            let refused = try await desk.importAll(collection, [("", stale)])[0]
            #expect(refused.status.code.integer == StatusCode.aborted.rawValue)
            let unnamed = try await desk.importAll(collection, [("", collection.sample), ("", collection.sample)])
            #expect(outcomes(unnamed) == ["CREATED", "CREATED"])
            #expect(unnamed[0].name != unnamed[1].name)
        }
    }

    /// One that is refused is told why, and the others go on.
    @Test(arguments: Collection.all)
    func refusesOneByOne(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            try await desk.create(collection, "gone")
            let deleted = try await desk.delete(collection, "\(collection.items)/gone")
            let bad = collection.sample.merging(["labels": [["value": "no key"]]])
            let named = collection.sample.merging(["name": JSON("\(collection.items)/a")])
            let acknowledgements = try await desk.importAll(
                collection,
                [
                    ("bad", bad), ("good", collection.sample), ("gone", collection.sample), ("No", collection.sample),
                    ("b", named), ("", collection.sample.merging(["name": "others/x"])), ("last", collection.sample),
                ]
            )
            #expect(
                outcomes(acknowledgements)
                    == ["REFUSED", "CREATED", "REFUSED", "REFUSED", "REFUSED", "REFUSED", "CREATED"]
            )
            let codes: [StatusCode] = [.invalidArgument, .failedPrecondition, .invalidArgument, .invalidArgument]
            #expect([0, 2, 3, 4].map { acknowledgements[$0].status.code.integer } == codes.map { Int($0.rawValue) })
            #expect(acknowledgements[0].status.message.string.contains("\(collection.field).labels[0].key"))
            #expect(acknowledgements[0].status.details.list.count == 1)
            #expect(acknowledgements[2].status.message.string.contains("undelete it first"))
            let detail = acknowledgements[2].status.details[0]
            #expect(detail["@type"] == "type.googleapis.com/google.rpc.PreconditionFailure")
            #expect(acknowledgements[1].status == .null)
            #expect(try await desk.get(collection, "\(collection.items)/gone") == deleted)
            let missing = try await refusal { try await desk.get(collection, "\(collection.items)/bad") }
            #expect(missing.code == .notFound)
        }
    }

    /// An import's writes wait for each other, but not once its client has sent all.
    @Test func theLastItemsWaitForNobody() async throws {
        try await Desk.open { desk in
            var quickest = Duration.seconds(60)
            for round in 0..<5 {
                let start = ContinuousClock.now
                let acknowledgements = try await desk.importAll(
                    .incidents,
                    [("i\(round)", Collection.incidents.sample)]
                )
                quickest = min(quickest, ContinuousClock.now - start)
                #expect(outcomes(acknowledgements) == ["CREATED"])
            }
            #expect(quickest < .nanoseconds(Limits.joinNanoseconds))
        }
    }

    @Test func refusesDanglingReferences() async throws {
        try await Desk.open { desk in
            let child: JSON = ["displayName": "A unit", "parent": "actors/state"]
            let parent: JSON = ["displayName": "A state"]
            let first = try await desk.importAll(.actors, [("unit", child), ("state", parent), ("unit", child)])
            #expect(outcomes(first) == ["REFUSED", "CREATED", "CREATED"])
            #expect(first[0].status.message.string.contains("actors/state"))
        }
    }

    /// More items than may be in flight, by a client that keeps to the bound.
    @Test func takesAnyNumber() async throws {
        try await Desk.open { desk in
            let items = (0..<1_500).map { ("i\($0)", Collection.incidents.titled("\($0)")) }
            let first = try await desk.importAll(.incidents, items)
            #expect(Set(outcomes(first)) == ["CREATED"])
            let second = try await desk.importAll(.incidents, items)
            #expect(Set(outcomes(second)) == ["UNCHANGED"])
            let page = try await desk.list(.incidents, ["returnTotalSize": true])
            #expect(page.sequence.integer == 1_500)
            #expect(page.totalSize.integer == 1_500)
        }
    }

    /// Acknowledgements that wait for their reader are kept, and all come.
    @Test func waitsForASlowReader() async throws {
        try await Desk.open { desk in
            var stream = try await desk.importing(.incidents)
            let large = Collection.incidents.sample.merging(["labels": list(100, of: ["value": text(40)])])
            for number in 1...Limits.importItems { try await stream.send(number, "", large) }
            try await stream.close()
            let other = try await desk.another()
            #expect(try await other.create(.incidents, "other").revision.integer == 1)
            #expect(try await stream.rest().map(\.item.integer) == Array(1...Limits.importItems))
        }
    }

    /// What was written before a client went stays; a second run finds it.
    @Test func survivesItsClient() async throws {
        try await Desk.open { desk in
            let items = (0..<50).map { ("i\($0)", Collection.incidents.titled("\($0)")) }
            let other = try await desk.another()
            var stream = try await other.importing(.incidents)
            for (number, item) in items.enumerated() { try await stream.send(number, item.0, item.1) }
            let first = try #require(try await stream.next())
            #expect(outcomes([first]) == ["CREATED"])
            await other.client.close()
            try await desk.eventually("the asking call alone") { $0.callsActive.integer == 1 }
            let again = try await outcomes(desk.importAll(.incidents, items))
            #expect(again[first.item.integer] == "UNCHANGED")
            #expect(Set(again).isSubset(of: ["UNCHANGED", "CREATED"]))
            #expect(try await desk.sequence() == 50)
        }
    }

    @Test func endsWellWithoutItems() async throws {
        try await Desk.open { desk in
            for collection in Collection.all {
                let acknowledgements = try await desk.importAll(collection, [])
                #expect(acknowledgements.isEmpty)
            }
        }
    }
}
