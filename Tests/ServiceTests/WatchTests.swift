import DossierCore
import Testing

/// What a watch shows, and from where on.
struct WatchTests {
    @Test(arguments: Collection.all)
    func showsEveryChangeFromTheBeginning(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let start = try await desk.sequence()
            let created = try await desk.create(collection, "first")
            try await desk.create(collection.field == "source" ? .actors : .sources, "of-another-collection")
            let change = collection.titled("Changed").merging(["name": created.name])
            let updated = try await desk.update(collection, change)
            let deleted = try await desk.delete(collection, created.name.string)
            let events = try await desk.events(collection, ["sequence": "0"], 3)
            #expect(events.map(\.type.string) == ["CREATED", "UPDATED", "DELETED"].map { "CHANGE_TYPE_\($0)" })
            #expect(events.map { $0[collection.field] } == [created, updated, deleted])
            #expect(events.map(\.sequence.integer) == [start + 1, start + 3, start + 4])
            for (event, resource) in zip(events, [created, updated, deleted]) {
                #expect(event.name == created.name)
                #expect(event.time == resource.updateTime)
                #expect(event.resumeToken != .null)
            }
        }
    }

    @Test(arguments: Collection.all)
    func beginsAfterASequenceOrAnEvent(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            for id in ["a", "b", "c"] { try await desk.create(collection, id) }
            let all = try await desk.events(collection, ["sequence": "0"], 3)
            for place in 0..<2 {
                let rest = Array(all[(place + 1)...])
                let sequence: JSON = ["sequence": JSON("\(all[place].sequence.integer)")]
                #expect(try await desk.events(collection, sequence, rest.count) == rest)
                let token: JSON = ["resumeToken": all[place].resumeToken]
                #expect(try await desk.events(collection, token, rest.count) == rest)
            }
            var live = try await desk.watch(collection, ["resumeToken": all[2].resumeToken])
            let last = try await desk.create(collection, "d")
            #expect(try await live.next()[collection.field] == last)
        }
    }

    /// More changes in one transaction than a watch reads at a time.
    @Test func resumesInsideATransaction() async throws {
        try await Desk.open { desk in
            let ids = (0..<(2 * Limits.watchBatch + 10)).map { "i\($0 + 1_000)" }
            try await desk.createBatch(.incidents, ids.map { ($0, Collection.incidents.sample) })
            try await desk.create(.incidents, "after")
            let names = (ids + ["after"]).map { "incidents/\($0)" }
            let all = try await desk.events(.incidents, ["sequence": "0"], names.count)
            #expect(all.map(\.name.string) == names)
            #expect(all.map(\.sequence.integer) == ids.map { _ in 1 } + [2])
            for place in [0, 5, Limits.watchBatch - 1, Limits.watchBatch, ids.count - 2, ids.count - 1] {
                let rest = Array(names[(place + 1)...])
                let events = try await desk.events(.incidents, ["resumeToken": all[place].resumeToken], rest.count)
                #expect(events.map(\.name.string) == rest, "after \(place)")
            }
        }
    }

    /// Without a position, a watch begins somewhere between its request and its first event, and misses nothing then.
    @Test func beginsNow() async throws {
        try await Desk.open { desk in
            for id in ["a", "b"] { try await desk.create(.incidents, id) }
            var watch = try await desk.watch(.incidents)
            var names: [String] = []
            for place in 10..<40 { names.append(try await desk.create(.incidents, "i\(place)").name.string) }
            let first = try await watch.next()
            let place = try #require(names.firstIndex(of: first.name.string), "\(first) is of before")
            #expect(try await watch.next(names.count - place - 1).map(\.name.string) == Array(names[(place + 1)...]))
        }
    }

    /// What is recorded just when a watch begins is not left for the next reminder, fifteen seconds later.
    @Test func hearsOfWhatIsRecordedAsItBegins() async throws {
        try await Desk.open { desk in
            for round in 0..<40 {
                let reader = try await desk.another()
                let position: JSON = ["sequence": JSON("\(round)")]
                var watches = [try await reader.watch(.incidents, position, timeout: .seconds(5))]
                async let created = desk.create(.incidents, "i\(round)")
                while watches.count < 40 {
                    watches.append(try await reader.watch(.incidents, position, timeout: .seconds(5)))
                    for _ in 0..<watches.count { await Task.yield() }
                }
                let name = try await created.name
                for place in watches.indices { #expect(try await watches[place].next().name == name, "round \(round)") }
                await reader.client.close()
            }
        }
    }

    @Test(arguments: Collection.all)
    func cannotBeginInTheFuture(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let head = try await desk.sequence()
            for position in ["\(head + 1)", "18446744073709551615"] {
                let status = try await refusal {
                    try await desk.events(collection, ["sequence": JSON(position)], 1)
                }
                #expect(status.code == .outOfRange)
                #expect(status.message.contains("the last one is \(head)"))
            }
        }
    }

    @Test func endsWithItsConnection() async throws {
        try await Desk.open { desk in
            let other = try await desk.another()
            var watches: [Events] = []
            for collection in Collection.all { watches.append(try await other.watch(collection, ["sequence": "0"])) }
            try await desk.create(.incidents)
            #expect(try await watches[0].next().name != .null)
            try await desk.eventually("four watches and the asking call") { $0.callsActive.integer == 5 }
            await other.client.close()
            try await desk.eventually("the asking call alone") {
                $0.callsActive.integer == 1 && $0.connections.integer == 1
            }
            try await desk.create(.incidents)
        }
    }

    @Test func endsAtItsDeadline() async throws {
        try await Desk.open { desk in
            var watch = try await desk.watch(.incidents, timeout: .milliseconds(200))
            #expect(try await refusal { try await watch.next() }.code == .deadlineExceeded)
            try await desk.eventually("the asking call alone") { $0.callsActive.integer == 1 }
        }
    }
}
