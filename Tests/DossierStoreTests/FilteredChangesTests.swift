import DossierCore
import TestSupport
import Testing

@testable import DossierStore

@Suite struct FilteredChangesTests {
    /// What a watch hears: id, sequence, what became of it and what it was.
    private struct Heard: Equatable {
        var id: String
        var sequence: UInt64
        var deletion: RecordView.Deletion
        var before: RecordView.Before
        var body: String
    }

    /// Reads a feed to its end, a few visits at a time, and counts the calls that took.
    private func watch(_ desk: Desk, _ filter: String, limit: () -> Int = { 100 }) throws -> (
        heard: [Heard], calls: Int
    ) {
        var heard: [Heard] = []
        var query = Query(kind: "notes", limit: 0, filter: filter)
        for calls in 1... {
            query.limit = limit()
            query.cursor = try desk.read { (view) throws(Status) in
                try view.changes(query, after: 0) { record, _ in
                    heard.append(
                        Heard(
                            id: String(decoding: record.id, as: UTF8.self),
                            sequence: record.moment.sequence,
                            deletion: record.deletion,
                            before: record.before,
                            body: String(decoding: record.body, as: UTF8.self)
                        )
                    )
                    return true
                }
            }
            if query.cursor.isEmpty { return (heard, calls) }
        }
        return (heard, 0)
    }

    @Test(arguments: [true, false]) func aFilterHearsOfWhatEntersAndLeavesIt(fromMemory: Bool) throws {
        let folder = Folder()
        var desk = try Desk.sqlite(folder: folder)
        let bodies = ["size:1", "size:5", "size:6", "size:2", "size:3", "size:9", "size:9", "size:8"]
        for (revision, body) in bodies.enumerated() {
            try desk.put("notes", "a", body, revision: UInt64(revision), deleted: revision == 6)
        }
        if !fromMemory {
            desk.store.close()
            desk = try Desk.sqlite(folder: folder)
        }
        let expected = [
            Heard(id: "a", sequence: 2, deletion: .live, before: .none, body: "size:5"),
            Heard(id: "a", sequence: 3, deletion: .live, before: .live, body: "size:6"),
            Heard(id: "a", sequence: 4, deletion: .removed, before: .live, body: ""),
            Heard(id: "a", sequence: 6, deletion: .live, before: .none, body: "size:9"),
            Heard(id: "a", sequence: 7, deletion: .tombstone, before: .live, body: "size:9"),
            Heard(id: "a", sequence: 8, deletion: .live, before: .tombstone, body: "size:8"),
        ]
        #expect(try watch(desk, "size > 4").heard == expected)
        #expect(try watch(desk, "size > 4") { 1 }.heard == expected)
        #expect(try watch(desk, "name = notes/b").heard == [])
    }

    @Test(arguments: [true, false]) func oneCallLooksAtABoundedNumberOfVersions(fromMemory: Bool) throws {
        let folder = Folder()
        var desk = try Desk.sqlite(folder: folder)
        let count = 2 * Limits.changesScanned + 10
        try desk.write { (transaction) throws(Status) in
            for id in 0..<count { try transaction.put("notes", "n\(id)", id == count - 5 ? "text:needle" : "text:hay") }
            return []
        }
        if !fromMemory {
            desk.store.close()
            desk = try Desk.sqlite(folder: folder)
        }
        let (heard, calls) = try watch(desk, "Needle")
        #expect(heard.map(\.id) == ["n\(count - 5)"])
        #expect(calls == 3)
    }

    @Test func aFilterThatCannotBeReadIsRefused() throws {
        let desk = try Desk.sqlite()
        for filter in ["nosuch = 1", "size = x", "(", "\"!\""] {
            let error = #expect(throws: Status.self) { try watch(desk, filter) }
            #expect(error?.code == .invalidArgument, "\(filter)")
        }
    }

    @Test func aRandomFeedIsFilteredAsOneWouldByHand() throws {
        var random = SeededGenerator()
        let seed = random.seed
        let folder = Folder()
        var desk = try Desk.sqlite(folder: folder)
        var revisions: [Int: UInt64] = [:]
        for _ in 0..<60 {
            var puts: [(id: Int, revision: UInt64, body: String, isDeleted: Bool)] = []
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let id = Int.random(in: 0..<8, using: &random)
                let words = (0..<3).map { _ in ["iran", "albania", "denies"].randomElement(using: &random) ?? "" }
                let body = "size:\(Int.random(in: 0..<6, using: &random))\ntext:\(words.joined(separator: " "))"
                puts.append((id, revisions[id, default: 0], body, Int.random(in: 0..<5, using: &random) == 0))
                revisions[id, default: 0] += 1
            }
            try desk.write { [puts] (transaction) throws(Status) in
                for put in puts {
                    try transaction.put("notes", "n\(put.id)", put.body, revision: put.revision, deleted: put.isDeleted)
                }
                return []
            }
        }
        let filters: [(String, (String) -> Bool)] = [
            ("size >= 3", { ($0.first { $0.isNumber }?.wholeNumberValue ?? 0) >= 3 }),
            ("iran", { $0.contains("iran") }),
            ("size != 2 AND -alb*", { !$0.contains("size:2") && !$0.contains("albania") }),
            (
                "(denies albania) OR size = 0",
                { $0.contains("size:0") || $0.contains("denies") && $0.contains("albania") }
            ),
        ]
        let all = try watch(desk, "").heard
        for _ in 0..<2 {
            for (filter, passes) in filters {
                let heard = try watch(desk, filter) { .random(in: 1...5, using: &random) }.heard
                let expected = filtered(all, passes)
                let differs = zip(heard, expected).first { $0 != $1 }
                #expect(differs == nil && heard.count == expected.count, "\(filter), seed \(seed)")
            }
            desk.store.close()
            desk = try Desk.sqlite(folder: folder)
        }
    }

    private func filtered(_ all: [Heard], _ passes: (String) -> Bool) -> [Heard] {
        var last: [String: String] = [:]
        var heard: [Heard] = []
        for version in all {
            let passedBefore = last[version.id].map(passes) ?? false
            last[version.id] = version.body
            var version = version
            if passes(version.body) {
                if !passedBefore { version.before = .none }
                heard.append(version)
            } else if passedBefore {
                version.deletion = .removed
                version.body = ""
                heard.append(version)
            }
        }
        return heard
    }
}
