import DossierCore
import DossierStore
import TestSupport
import Testing

/// Followers who come from far behind while others write.
@Suite struct TailJoinTests {
    @Test func goingOverFromTheFileToTheTailLosesAndRepeatsNothing() throws {
        let seed = SeededGenerator().seed
        let folder = Folder()
        var desk = try Desk.sqlite(folder: folder)
        try desk.write { (transaction) throws(Status) in
            for id in 0..<500 { try transaction.put("notes", "old\(id)", "") }
            return []
        }
        desk.store.close()
        desk = try Desk.sqlite(folder: folder)
        let last = UInt64(1 + 4 * 40)
        let failures = Collected<String>()
        let writers = threads(4, failures) { [desk] writer in
            for round in 0..<40 { try desk.put("notes", "new\(writer)-\(round)") }
        }
        let followed = Collected<[String]>()
        let followers = threads(4, failures) { [desk] follower in
            var random = SeededGenerator(seed: seed &+ UInt64(follower))
            followed.add(try follow(desk, until: last, &random))
        }
        writers.wait()
        followers.wait()
        #expect(failures.all == [])
        let (all, _) = try desk.changes()
        #expect(all.count == 660)
        for seen in followed.all { #expect(seen == all.map(\.id), "seed \(seed)") }
    }

    /// The ids that a watch sees that reads pages of any size and sometimes leaves one in the middle.
    private func follow(_ desk: Desk, until last: UInt64, _ random: inout SeededGenerator) throws -> [String] {
        var ids: [String] = []
        var query = Query(kind: "notes", limit: 0)
        var after: UInt64 = 0
        while true {
            query.limit = Int.random(in: 1...40, using: &random)
            let most = Int.random(in: 0...60, using: &random)
            let (end, moment) = try desk.read { (view) throws(Status) in
                var seen = 0
                let end = try view.changes(query, after: after) { record, _ in
                    guard seen < most else { return false }
                    seen += 1
                    ids.append(Version(record).id)
                    return true
                }
                return (end, try view.moment.sequence)
            }
            query.cursor = end
            if end.isEmpty { after = moment }
            if end.isEmpty, moment == last { return ids }
        }
    }
}
