import DossierCore
import Foundation
import TestSupport
import Testing

@testable import DossierStore

/// A store file that something else has damaged: refused with what to do, or read with what is left of it; never a
/// crash, and never another record than was written.
@Suite struct DamageTests {
    private static let count = 150
    private static let rounds = TestLength.isLong ? 1_000 : 48

    /// A closed store's file, with more transactions than opening verifies.
    private static func original() throws -> Data {
        let folder = Folder()
        let desk = try Desk.sqlite(folder: folder)
        for id in 0..<count { try desk.put("notes", "n\(id)", body(id)) }
        desk.store.close()
        return try Data(contentsOf: URL(fileURLWithPath: folder.store))
    }

    private static func body(_ id: Int) -> String {
        "title:\(id)\nsize:\(id * 7919 % 100)\n\(String(repeating: "text of \(id) ", count: 50))"
    }

    @Test func isRefusedOrFoundOrHarmless() throws {
        var random = SeededGenerator()
        let original = try Self.original()
        var refused = 0
        for round in 0..<Self.rounds {
            var bytes = original
            let what = Self.damage(&bytes, round, &random)
            let place: Comment = "\(what), seed \(random.seed)"
            let folder = Folder()
            try bytes.write(to: URL(fileURLWithPath: folder.store))
            if try Self.isRefused(folder, place) { refused += 1 }
        }
        #expect(refused > Self.rounds / 3, "seed \(random.seed)")
    }

    /// As when a page of one table stands in the place of another's, whose rows the engine then copies.
    @Test func aValueOfTheWrongTypeIsDamage() {
        #expect(Status(engine: nil, code: 3_091).code == .dataLoss)
    }

    /// Damages some bytes, and says what it did.
    private static func damage(_ bytes: inout Data, _ round: Int, _ random: inout SeededGenerator) -> String {
        let page = Int.random(in: 0..<bytes.count / 8192, using: &random)
        switch round % 6 {
        case 0:
            let place = Int.random(in: 0..<100, using: &random)
            bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            return "the header's byte \(place)"
        case 1:
            let place = page * 8192 + Int.random(in: 0..<16, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            return "a bit of byte \(place)"
        case 2:
            for _ in 0..<20 {
                bytes[Int.random(in: 100..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            return "20 bytes anywhere"
        case 3:
            bytes.resetBytes(in: page * 8192..<(page + 1) * 8192)
            return "page \(page) is zero"
        case 4:
            bytes.count = Int.random(in: 1..<bytes.count, using: &random)
            return "cut to \(bytes.count) bytes"
        default:
            let other = Int.random(in: 0..<bytes.count / 8192, using: &random)
            bytes.replaceSubrange(page * 8192..<(page + 1) * 8192, with: bytes[other * 8192..<(other + 1) * 8192])
            return "page \(page) is page \(other)"
        }
    }

    /// Opens, verifies and reads what is there.
    /// - Returns: whether the damage was found.
    private static func isRefused(_ folder: Folder, _ place: Comment) throws -> Bool {
        do {
            let desk = try Desk.sqlite(folder: folder)
            let read = Result { try Self.read(desk) }
            try desk.sqlite.verify()
            // What verifies is what was written.
            #expect(try read.get() == Self.written, place)
            return false
        } catch let status as Status {
            let isRefusal = status.code == .dataLoss || status.code == .failedPrecondition
            #expect(isRefusal, "\(status), \(place)")
            let hints = ["restore a backup", "choose another file", "install that version"]
            #expect(hints.contains(where: status.message.contains), "\(status), \(place)")
            return true
        }
    }

    /// What was written, as it is read: by search, from the feed and one by one.
    private static let written = (0..<count).flatMap { [body($0), body($0), body($0)] }

    private static func read(_ desk: Desk) throws -> [String] {
        let found = Dictionary(grouping: try desk.find(Query(kind: "notes", limit: .max)).0, by: \.id)
        let changes = Dictionary(grouping: try desk.changes(Query(kind: "notes", limit: .max)).0, by: \.id)
        return try (0..<count).flatMap { number -> [String] in
            let id = "n\(number)"
            let version = try desk.get("notes", id)
            return (found[id, default: []] + changes[id, default: []] + [version].compactMap(\.self)).map(\.body)
        }
    }
}
