import DossierCore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DossierStore

/// Several stores over one record, as several servers have it.
@Suite struct SharedRecordTests {
    private let folder = Folder()

    private func desk() throws -> Desk { try Desk(.postgres, folder: folder) }

    @Test func aWriteThroughOneIsReadThroughAnotherAtOnce() throws {
        let (one, other) = (try desk(), try desk())
        for round in UInt64(0)..<50 {
            try one.put("notes", "a", "title:\(round)", revision: round)
            // From memory, once it was read.
            #expect(try other.get("notes", "a")?.body == "title:\(round)")
            #expect(try other.get("notes", "a")?.body == "title:\(round)")
            #expect(try other.ids() == ["a"])
        }
        try other.put("notes", "a", revision: 50, deleted: true)
        #expect(try one.get("notes", "a")?.isDeleted == true)
    }

    @Test func aViewIsAsOfTheLastTransactionOfAll() throws {
        let (one, other) = (try desk(), try desk())
        for round in UInt64(1)..<50 {
            try one.put("notes", "n\(round)")
            #expect(try other.read { (view) throws(Status) in try view.moment.sequence } == round)
        }
    }

    @Test func whatIsReadAfterTheFirstIsAsOfTheSameTransaction() throws {
        let (one, other) = (try desk(), try desk())
        try one.put("notes", "a", "title:1")
        try one.put("notes", "b", "title:1")
        let bodies = try other.read { (view) throws(Status) in
            let first = try view.version("notes", "a")
            do {
                try one.put("notes", "a", "title:2", revision: 1)
                try one.put("notes", "b", "title:2", revision: 1)
            } catch { throw Status(.internal, "\(error)") }
            return [first?.body, try view.version("notes", "b")?.body, try view.version("notes", "a")?.body]
        }
        #expect(bodies == ["title:1", "title:1", "title:1"])
    }

    /// Each adds one to the same record, and reads what it must follow where it was refused.
    @Test func etagsRaceAcrossServers() throws {
        let desks = try (0..<4).map { _ in try desk() }
        try desks[0].put("notes", "sum", "size:0")
        let failures = Collected<String>()
        let refused = Collected<Int>()
        threads(16, failures) { index in
            let desk = desks[index % 4]
            var left = 10
            while left > 0 {
                guard let version = try desk.get("notes", "sum") else { throw Status(.notFound, "sum") }
                let sum = Int(version.body.dropFirst("size:".count)) ?? 0
                let refusal = desk.refusal {
                    try $0.put("notes", "sum", "size:\(sum + 1)", revision: version.revision)
                }
                if refusal == nil { left -= 1 } else { refused.add(index) }
                if let refusal, refusal != .aborted { throw Status(refusal, "another refusal") }
            }
        }.wait()
        #expect(failures.all == [])
        #expect(!refused.all.isEmpty)
        for desk in desks {
            let sum = try desk.get("notes", "sum")
            #expect(sum?.body == "size:160")
            #expect(sum?.revision == 161)
        }
        #expect(try desks[3].changes().0.map(\.revision) == Array(1...161))
    }

    /// Who follows a feed through one server hears soon of what another one has written, of each once, in order.
    @Test func aFeedIsFollowedAcrossServers() throws {
        let (one, other) = (try desk(), try desk())
        let heard = DispatchSemaphore(value: 0)
        other.store.observe { _, kinds in if kinds.contains("notes") { heard.signal() } }
        try one.put("notes", "n0", "title:0")
        #expect(heard.wait(timeout: .now() + 2) == .success)
        let writing = Collected<String>()
        let writers = threads(4, writing) { writer in
            for round in 0..<50 { try (writer % 2 == 0 ? one : other).put("notes", "n\(writer)-\(round)") }
        }
        var (seen, cursor): ([Version], [UInt8]) = ([], [])
        let end = ContinuousClock.now + .seconds(20)
        while seen.count < 201, .now < end {
            var query = Query(kind: "notes", limit: 7)
            query.cursor = cursor
            let (versions, next) = try other.changes(query)
            seen += versions
            if !next.isEmpty { cursor = next }
        }
        writers.wait()
        #expect(writing.all == [])
        #expect(seen.map(\.moment.sequence) == Array(1...201))
        #expect(Set(seen.map(\.id)).count == 201)
        // The other one hears of the last ones a moment later.
        while try one.changes().0.count < seen.count, .now < end {}
        #expect(try one.changes().0 == seen)
    }

    @Test func moreThanIsWorthLearningIsReadFromTheRecord() throws {
        let (one, other) = (try desk(), try desk())
        try other.put("notes", "old", "title:1")
        #expect(try other.get("notes", "old")?.body == "title:1")
        let count = Limits.tailEntries + 10
        try one.write { (transaction) throws(Status) in
            try transaction.put("notes", "old", "title:2", revision: 1)
            for number in 0..<count { try transaction.put("topics", "t\(number)", "") }
            return []
        }
        #expect(try other.get("notes", "old")?.body == "title:2")
        try other.put("topics", "last")
        var query = Query(kind: "topics", limit: .max)
        var seen = 0
        var next: [UInt8] = []
        repeat {
            query.cursor = next
            let (versions, cursor) = try other.changes(query)
            seen += versions.count
            next = cursor
        } while seen <= count && !next.isEmpty
        #expect(seen == count + 1)
    }

    /// Nor is it counted: a server that is far behind would not come to an end of it in time.
    @Test func moreThanIsWorthLearningIsNotLearnt() throws {
        let desk = try desk()
        try desk.put("topics", "t", tlp: 0)
        for number in 0..<4 { try desk.put("notes", "n\(number)", "about:topics/t", tlp: 0) }
        let first = try desk.put("topics", "t", revision: 1, tlp: 3).moment.sequence
        let connection = PostgresConnection(try FolderDatabases.address(for: folder.path), isWriting: true)
        func effects(_ limit: Int, after sequence: UInt64) throws -> Effects? {
            try connection.transaction { () throws(Status) in
                try Others(connection, limit: limit).effects([:], after: sequence)
            }
        }
        // One version, by which four notes take another clearance.
        #expect(try effects(4, after: first - 1)?.remarked.count == 4)
        #expect(try effects(3, after: first - 1) == nil)
        for revision in UInt64(1)...4 { try desk.put("notes", "n0", revision: revision, tlp: 0) }
        #expect(try effects(4, after: first)?.changes.count == 4)
        #expect(try effects(3, after: first) == nil)
    }

    /// What was taken back gives its keys back: another server's next version must not pass for one that is known.
    @Test func aWriteThatIsTakenBackHidesNothingOfOthers() throws {
        let (one, other) = (try desk(), try desk())
        try one.put("notes", "a", "title:1")
        #expect(try one.get("notes", "a")?.body == "title:1")
        let isHeld = DispatchSemaphore(value: 0)
        let (first, second) = (Waiter<Bool>(), Waiter<Bool>())
        // In one group with the write after it.
        try one.store.write(
            Write(author: "ana", origin: Write.Origin(), requestID: nil, validateOnly: false) {
                (transaction) throws(Status) in
                isHeld.wait()
                try transaction.put("notes", "b", "title:1")
                return []
            } done: { _ in
                first.give(true)
            }
        )
        try one.store.write(
            Write(author: "ana", origin: Write.Origin(), requestID: nil, validateOnly: true) {
                (transaction) throws(Status) in
                try transaction.put("notes", "tried", "title:1")
                return []
            } done: { _ in
                second.give(true)
            }
        )
        isHeld.signal()
        _ = (first.take(), second.take())
        try other.put("notes", "a", "title:2", revision: 1)
        #expect(try one.get("notes", "a")?.body == "title:2")
        let end = ContinuousClock.now + .seconds(5)
        while try one.changes().0.count < 3, .now < end {}
        #expect(try one.changes().0.map(\.id) == ["a", "b", "a"])
    }

    @Test func aRedactionHoldsEverywhere() throws {
        let (one, other) = (try desk(), try desk())
        try one.put("notes", "leak", "title:secret")
        try one.put("notes", "leak", "title:clean", revision: 1)
        let secret = try other.get("notes", "leak", revision: 1)
        #expect(secret?.body == "title:secret")
        #expect(try other.changes().0.first?.body == "title:secret")
        try one.redact("notes", "leak", [1])
        #expect(try other.get("notes", "leak", revision: 1)?.body == "redacted:max, leaked")
        let end = ContinuousClock.now + .seconds(5)
        while try other.changes().0.first?.body == "title:secret", .now < end {}
        #expect(try other.changes().0.first?.body == "redacted:max, leaked")
        // The word that was deleted gets another key.
        try other.put("notes", "again", "text:secret")
        #expect(try other.find(Query(kind: "notes", limit: 9, filter: "\"secret\"")).0.map(\.id) == ["again"])
    }

    @Test func aMarkThatRisesHidesAtOnceEverywhere() throws {
        let (one, other) = (try desk(), try desk())
        try one.put("topics", "t", "title:t", tlp: 0)
        try one.put("notes", "n", "about:topics/t", tlp: 0)
        func sees() throws -> Bool {
            var found = false
            try other.store.read(at: .now, for: .clear) { (view) throws(Status) in
                found = try view.version("notes", "n") != nil
            }
            return found
        }
        #expect(try sees())
        try one.put("topics", "t", "title:t", revision: 1, tlp: 4)
        #expect(try !sees())
        try one.put("topics", "t", "title:t", revision: 2, tlp: 0)
        #expect(try sees())
    }

    /// As when a standby takes over that had not received the last transactions.
    @Test func whatTheDatabaseHasLostIsForgotten() throws {
        let (one, other) = (try desk(), try desk())
        try one.put("notes", "kept", "title:1")
        try one.put("notes", "lost", "title:1")
        #expect(try other.get("notes", "lost")?.body == "title:1")
        #expect(try one.get("notes", "lost")?.body == "title:1")
        let connection = PostgresConnection(try FolderDatabases.address(for: folder.path), isWriting: true)
        try connection.execute(
            """
            DELETE FROM versions WHERE sequence = 2; DELETE FROM transactions WHERE sequence = 2;
            DELETE FROM terms WHERE since = 2; DELETE FROM records WHERE id = 'lost'
            """
        )
        for desk in [one, other] {
            try desk.put("notes", "next-\(try desk.ids().count)", "title:1")
            #expect(try desk.get("notes", "lost") == nil)
        }
        #expect(try one.changes().0.map(\.id) == ["kept", "next-1", "next-2"])
        #expect(try other.changes().0.map(\.id) == ["kept", "next-1", "next-2"])
    }
}
