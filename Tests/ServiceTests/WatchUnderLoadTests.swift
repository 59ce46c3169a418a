import DossierCore
import Testing

/// Watches while many write.
struct WatchUnderLoadTests {
    private static let writers = 8
    private static let writes = 50

    /// Writers on connections of their own. Returns the names in the order of their transactions.
    private func write(_ desk: Desk) async throws -> [String] {
        try await withThrowingTaskGroup(of: [(Int, String)].self) { group in
            for writer in 0..<Self.writers {
                group.addTask {
                    let own = try await desk.another()
                    var written: [(Int, String)] = []
                    for place in 0..<Self.writes {
                        let name = try await own.create(.incidents, "w\(writer)-\(place)").name.string
                        written.append((place, name))
                    }
                    return written
                }
            }
            return try await group.reduce(into: []) { $0 += $1.map(\.1) }
        }
    }

    @Test func missNothingRepeatNothingAndKeepTheOrder() async throws {
        try await Desk.open { desk in
            let count = Self.writers * Self.writes
            async let written = write(desk)
            let seen = try await withThrowingTaskGroup(of: [JSON].self) { group in
                for late in 0..<4 {
                    group.addTask {
                        try await Task.sleep(for: .milliseconds(20 * late))
                        return try await desk.another().events(.incidents, ["sequence": "0"], count)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let names = Set(try await written)
            #expect(names.count == count)
            for events in seen {
                #expect(events.map(\.sequence.integer) == Array(1...count))
                #expect(Set(events.map(\.name.string)) == names)
                #expect(events == seen[0])
            }
        }
    }

    /// Broken off again and again, by tokens and by sequences.
    @Test func canBeBrokenOff() async throws {
        try await Desk.open { desk in
            let count = Self.writers * Self.writes
            async let written = write(desk)
            var position: JSON = ["sequence": "0"]
            var seen: [String] = []
            var round = 0
            while seen.count < count {
                round += 1
                let next = min(round % 17 + 1, count - seen.count)
                let events = try await desk.another().events(.incidents, position, next)
                seen += events.map(\.name.string)
                let last = try #require(events.last)
                position = round % 2 == 0 ? ["resumeToken": last.resumeToken] : ["sequence": last.sequence]
            }
            #expect(Set(seen) == Set(try await written))
            #expect(seen.count == Set(seen).count)
        }
    }

    /// A connection that does not read gets everything once it reads on, and disturbs nobody meanwhile.
    @Test func waitForASlowReader() async throws {
        try await Desk.open { desk in
            let slow = try RawWatch(desk.server.address, Collection.incidents.methods("Watch"), ["sequence": "0"])
            var quick = try await desk.watch(.incidents, ["sequence": "0"])
            let label: JSON = ["key": "k", "value": text(10_000)]
            let large = Collection.incidents.sample.merging(["labels": list(20, of: label)])
            var names: [String] = []
            for place in 0..<25 {
                let created = try await desk.create(.incidents, "i\(place + 10)", large)
                names.append(created.name.string)
                #expect(try await quick.next().name == created.name)
            }
            // Far more than what the server keeps for a connection and the system for a socket.
            #expect(try await desk.list(.incidents, ["pageSize": 1]).incidents[0].name.string == names[0])
            #expect(try await slow.names(names.count) == names)
            let last = try await desk.create(.incidents, "last")
            #expect(try await slow.names(1) == [last.name.string])
        }
    }
}
