import DossierCore
import Testing

/// Many at once.
struct RaceTests {
    private static let writers = 64
    private static let rounds = 10

    /// Who reads, decides and writes with the etag that he read, overwrites nobody.
    @Test func oneWinsEachRevision() async throws {
        try await Desk.open { desk in
            let first = try await desk.create(.incidents, "contested")
            var current = first
            for round in 2..<(2 + Self.rounds) {
                let etag = current.etag
                let wins = try await withThrowingTaskGroup(of: JSON?.self) { group in
                    for writer in 0..<Self.writers {
                        let change: JSON = ["name": first.name, "etag": etag, "title": "Round \(round) of \(writer)"]
                        group.addTask { try await Self.win(change, desk) }
                    }
                    return try await group.reduce(into: []) { $0.append(contentsOf: [$1].compactMap(\.self)) }
                }
                #expect(wins.count == 1, "round \(round)")
                current = try #require(wins.first)
                #expect(current.revision.integer == round)
                #expect(try await desk.get(.incidents, first.name.string) == current)
            }
        }
    }

    /// Without an etag every write counts, and none is lost.
    @Test func everyWriteIsARevision() async throws {
        try await Desk.open { desk in
            let first = try await desk.create(.incidents, "busy")
            let updates = try await withThrowingTaskGroup(of: JSON.self) { group in
                for writer in 0..<Self.writers {
                    let change: JSON = ["name": first.name, "title": "Of \(writer)"]
                    group.addTask { try await desk.update(.incidents, change) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(updates.map(\.revision.integer).sorted() == Array(2...Self.writers + 1))
            for update in updates {
                #expect(try await desk.get(.incidents, "\(first.name.string)@\(update.revision.integer)") == update)
            }
        }
    }

    /// What was acknowledged is there for everyone from then on, and stays.
    @Test func everyAcknowledgedWriteIsReadBack() async throws {
        try await Desk.open { desk in
            let written = try await withThrowingTaskGroup(of: [JSON].self) { group in
                for writer in 0..<Self.writers { group.addTask { try await Self.writeAndRead(writer, desk) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(written.count == Self.writers * Self.rounds)
            var listed: [String: JSON] = [:]
            var request: JSON = ["pageSize": 300]
            repeat {
                let page = try await desk.list(.incidents, request)
                for incident in page.incidents.list { listed[incident.name.string] = incident }
                request.pageToken = page.nextPageToken
            } while request.pageToken != .null
            #expect(listed.count == written.count)
            for incident in written { #expect(listed[incident.name.string] == incident) }
        }
    }

    private static func writeAndRead(_ writer: Int, _ desk: Desk) async throws -> [JSON] {
        let own = try await desk.another()
        var last: [JSON] = []
        for round in 0..<rounds {
            let created = try await own.create(.incidents, "w\(writer)-\(round)")
            #expect(try await desk.get(.incidents, created.name.string) == created)
            let change: JSON = ["name": created.name, "etag": created.etag, "title": "Again"]
            let updated = try await own.update(.incidents, change)
            #expect(try await desk.get(.incidents, created.name.string) == updated)
            last.append(updated)
        }
        return last
    }

    /// The reply; nil when another was there before.
    private static func win(_ change: JSON, _ desk: Desk) async throws(Status) -> JSON? {
        do throws(Status) {
            return try await desk.update(.incidents, change)
        } catch {
            guard error.code == .aborted else { throw error }
            return nil
        }
    }
}
