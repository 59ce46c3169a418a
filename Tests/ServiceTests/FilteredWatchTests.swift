import DossierCore
import Foundation
import Testing

/// What a watch shows that asks for some resources only.
struct FilteredWatchTests {
    /// One resource of each write's tlp; every collection has that term.
    private func write(_ desk: Desk, _ collection: Collection, _ id: String, _ tlp: [String]) async throws {
        for (revision, tlp) in tlp.enumerated() {
            var fields = collection.titled("revision \(revision)").merging(["tlp": JSON("TLP_\(tlp)")])
            if revision == 0 {
                try await desk.create(collection, id, fields)
            } else {
                fields.name = JSON("\(collection.items)/\(id)")
                try await desk.update(collection, fields)
            }
        }
    }

    @Test(arguments: Collection.all)
    func hearsOfWhatEntersAndLeavesTheFilter(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let start = try await desk.sequence()
            try await write(desk, collection, "a", ["GREEN", "RED", "RED", "CLEAR", "GREEN", "RED"])
            let name = "\(collection.items)/a"
            try await desk.delete(collection, name)
            try await desk.undelete(collection, name)
            let red: JSON = ["sequence": "0", "filter": "tlp = RED"]
            let events = try await desk.events(collection, red, 6)
            let expected = ["CREATED", "UPDATED", "REMOVED", "CREATED", "DELETED", "UNDELETED"]
            #expect(events.map(\.type.string) == expected.map { "CHANGE_TYPE_\($0)" })
            #expect(events.map { $0.sequence.integer - start } == [2, 3, 4, 6, 7, 8])
            #expect(events.allSatisfy { $0.name.string == name && $0.resumeToken != .null })
            for (event, revision) in zip(events, [2, 3, 0, 6, 7, 8]) where revision > 0 {
                let version = try await desk.get(collection, "\(name)@\(revision)")
                #expect(event[collection.field] == version)
                #expect(event.time == version.updateTime)
            }
            #expect(events[2][collection.field] == .null && events[2].time == .null, "only its name")
        }
    }

    /// Filters of the changes and filters of a listing are one language, words included.
    @Test func takesAnyFilterOfAListing() async throws {
        try await Desk.open { desk in
            try await desk.create(.actors, "iran", ["displayName": "Iran"])
            let victim: JSON = ["victims": [["actor": "actors/iran"]]]
            let day: JSON = ["occurred": ["earliest": "2022-07-15T00:00:00Z", "precision": "PRECISION_OPEN"]]
            try await desk.create(.incidents, "victim", Collection.incidents.titled("First").merging(victim))
            try await desk.create(.incidents, "day", Collection.incidents.titled("Second").merging(day))
            try await desk.create(.incidents, "last", Collection.incidents.titled("Embassy closed"))
            let filters = [
                "victims.actor:actors/iran": ["victim"], "occurred.earliest < 2023": ["day"],
                #"title = "Embassy*" OR occurred.earliest:*"#: ["day", "last"], "embassy": ["last"],
                "NOT victims.actor:*": ["day", "last"], #"name = "incidents/v*""#: ["victim"],
                "": ["victim", "day", "last"],
            ]
            for (filter, ids) in filters {
                let request: JSON = ["sequence": "0", "filter": JSON(filter)]
                let events = try await desk.events(.incidents, request, ids.count)
                #expect(events.map(\.name.string) == ids.map { "incidents/\($0)" }, "\(filter)")
            }
        }
    }

    @Test(arguments: Collection.all)
    func refusesAFilterBeforeItShowsAnything(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            try await desk.create(collection, "a")
            for filter in ["nonsense = 1", "tlp = ", "tlp == RED", "(tlp = RED", "create_time > yesterday"] {
                for position: JSON in [[:], ["sequence": "0"], ["resumeToken": "AAAA"]] {
                    let status = try await refusal("\(filter)") {
                        try await desk.events(collection, position.merging(["filter": JSON(filter)]), 1)
                    }
                    #expect(status.code == .invalidArgument, "\(filter)")
                    #expect(status.fields == ["filter"], "\(filter)")
                }
            }
        }
    }

    @Test(arguments: Collection.all)
    func resumesWithItsOwnFilterOnly(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            try await write(desk, collection, "a", ["RED", "GREEN", "RED", "RED"])
            let red: JSON = ["filter": "tlp = RED"]
            let all = try await desk.events(collection, red.merging(["sequence": "0"]), 4)
            for place in 0..<3 {
                let resumed = red.merging(["resumeToken": all[place].resumeToken])
                #expect(try await desk.events(collection, resumed, 3 - place) == Array(all[(place + 1)...]))
                // By its sequence: what has been removed since is known to have been there.
                let sequence = red.merging(["sequence": all[place].sequence])
                #expect(try await desk.events(collection, sequence, 3 - place) == Array(all[(place + 1)...]))
            }
            for other in ["tlp = GREEN", "", "tlp=RED"] {
                let request: JSON = ["resumeToken": all[0].resumeToken, "filter": JSON(other)]
                let status = try await refusal("\(other)") { try await desk.events(collection, request, 1) }
                #expect(status.code == .invalidArgument, "\(other)")
                #expect(status.fields == ["resume_token"], "\(other)")
            }
        }
    }

    /// What is far behind much that does not match is found, and so is what follows live.
    @Test func passesOverWhatDoesNotMatch() async throws {
        try await Desk.open { desk in
            let others = (0..<Limits.batchItems).map { ("i\($0)", Collection.incidents.sample) }
            for round in 0..<3 {
                try await desk.createBatch(.incidents, others.map { ("\($0.0)-\(round)", $0.1) })
            }
            try await write(desk, .incidents, "red", ["RED"])
            try await desk.createBatch(.incidents, others.map { ("\($0.0)-9", $0.1) })
            var watch = try await desk.watch(.incidents, ["sequence": "0", "filter": "tlp = RED"])
            #expect(try await watch.next().name.string == "incidents/red")
            try await desk.delete(.incidents, "incidents/red")
            #expect(try await watch.next().type.string == "CHANGE_TYPE_DELETED")
        }
    }

    /// Watches that look for what there is none of leave the module's workers to others, and end when nobody listens.
    @Test func manyThatFindNothingHinderNoOne() async throws {
        try await Desk.open { desk in
            let items = (0..<Limits.batchItems).map { ("i\($0)", Collection.incidents.sample) }
            for round in 0..<4 { try await desk.createBatch(.incidents, items.map { ("\($0.0)-\(round)", $0.1) }) }
            let other = try await desk.another()
            var watches: [Events] = []
            for _ in 0..<(4 * Limits.workersPerModule) {
                watches.append(try await other.watch(.incidents, ["sequence": "0", "filter": "tlp = RED"]))
            }
            for place in 0..<20 { try await desk.create(.incidents, "during-\(place)") }
            await other.client.close()
            try await desk.eventually("the asking call alone") { $0.callsActive.integer == 1 }
        }
    }

    private static let isLong = ProcessInfo.processInfo.environment["DOSSIER_TEST_LONG"] == "1"

    /// The record is busy and the watch hears nothing of it, but how far it is.
    @Test(.enabled(if: isLong), .timeLimit(.minutes(2)))
    func isToldHowFarTheRecordIsWhenNothingMatches() async throws {
        try await Desk.open { desk in
            var watch = try await desk.watch(
                .incidents,
                ["sequence": "0", "filter": "tlp = RED"],
                timeout: .seconds(60)
            )
            let writer = Task {
                while !Task.isCancelled { try await desk.create(.incidents) }
            }
            defer { writer.cancel() }
            let beat = try await watch.next()
            #expect(beat.type.string == "CHANGE_TYPE_HEARTBEAT")
            #expect(beat.sequence.integer > 100, "\(beat)")
            #expect(beat.resumeToken == .null)
            try await write(desk, .incidents, "red", ["RED"])
            #expect(try await watch.next().name.string == "incidents/red")
            let resumed: JSON = ["sequence": beat.sequence, "filter": "tlp = RED"]
            #expect(try await desk.events(.incidents, resumed, 1)[0].name.string == "incidents/red")
        }
    }

    /// One that is still on its way through the past is told how far it has looked, and need not look there again.
    @Test(.enabled(if: isLong), .timeLimit(.minutes(5)))
    func isToldHowFarItHasLooked() async throws {
        var limits = CallLimits()
        // All watches are to begin, although those before them keep all workers busy.
        limits.queueNanoseconds = 60_000_000_000
        try await Desk.open(limits: limits) { desk in
            let items = (0..<Limits.batchItems).map { ("i\($0)", Collection.incidents.sample) }
            for round in 0..<30 { try await desk.createBatch(.incidents, items.map { ("\($0.0)-\(round)", $0.1) }) }
            try await write(desk, .incidents, "red", ["RED"])
            let other = try await desk.another()
            let red: JSON = ["filter": "tlp = RED"]
            var watches: [Events] = []
            // Most of the past is not in memory any more, and they take turns: each needs longer than a heartbeat.
            for _ in 0..<200 {
                watches.append(
                    try await other.watch(.incidents, red.merging(["sequence": "0"]), timeout: .seconds(200))
                )
            }
            let beat = try await watches[199].next()
            #expect(beat.type.string == "CHANGE_TYPE_HEARTBEAT", "a fast machine needs more watches: \(beat)")
            #expect(beat.sequence == .null && beat.resumeToken != .null, "\(beat)")
            await other.client.close()
            let resumed = red.merging(["resumeToken": beat.resumeToken])
            let first = try await desk.events(.incidents, resumed, 1)[0]
            #expect(first.name.string == "incidents/red", "\(first)")
        }
    }
}
