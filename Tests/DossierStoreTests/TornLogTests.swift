import Foundation
import TestSupport
import Testing

@testable import DossierStore

/// What a crash leaves of the write-ahead log is recovered up to its last whole transaction: the record as it stood
/// then, and never a refusal.
@Suite struct TornLogTests {
    private static let count = 40

    /// A store's file and log as they are while it is open, nothing of the log copied into the file after the start.
    private static func running() throws -> (file: Data, log: Data) {
        let folder = Folder()
        try Desk.sqlite(folder: folder).store.close()
        let desk = try Desk.sqlite(folder: folder)
        for id in 0..<count {
            let filler = String(repeating: "x", count: id * 100)
            try desk.put("notes", "n\(id)", "title:\(id)\n\(filler)")
        }
        let file = URL(fileURLWithPath: folder.store)
        return (try Data(contentsOf: file), try Data(contentsOf: URL(fileURLWithPath: folder.store + "-wal")))
    }

    /// Opens what is left, and says how many notes there are: the first ones, all whole.
    private static func recovered(_ file: Data, _ log: Data, _ comment: Comment) throws -> Int {
        let folder = Folder()
        try file.write(to: URL(fileURLWithPath: folder.store))
        try log.write(to: URL(fileURLWithPath: folder.store + "-wal"))
        let desk = try Desk.sqlite(folder: folder)
        try desk.sqlite.verify()
        let notes = try desk.changes(Query(kind: "notes", limit: .max)).0
        #expect(notes.map(\.id) == (0..<notes.count).map { "n\($0)" }, comment)
        #expect(Int(desk.store.head.sequence) == notes.count, comment)
        try desk.put("notes", "after")
        try desk.sqlite.verify()
        return notes.count
    }

    @Test func isCutOffWhereItIsTorn() throws {
        var random = SeededGenerator()
        let (file, log) = try Self.running()
        #expect(try Self.recovered(file, log, "whole") == Self.count)
        let cuts = (0..<20).map { _ in Int.random(in: 0..<log.count, using: &random) }.sorted()
        let counts = try cuts.map { try Self.recovered(file, log.prefix($0), "cut at \($0), seed \(random.seed)") }
        #expect(counts == counts.sorted(), "more of the log is more of the record, seed \(random.seed)")
        #expect(try Self.recovered(file, log.dropLast(), "without its last byte") == Self.count - 1)
    }

    @Test func isCutOffWhereItIsDamaged() throws {
        var random = SeededGenerator()
        let (file, log) = try Self.running()
        for _ in 0..<20 {
            let place = Int.random(in: 0..<log.count, using: &random)
            var damaged = log
            damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            _ = try Self.recovered(file, damaged, "a bit of byte \(place), seed \(random.seed)")
            damaged.resetBytes(in: place..<damaged.count)
            _ = try Self.recovered(file, damaged, "zero from byte \(place), seed \(random.seed)")
        }
        #expect(try Self.recovered(file, Data(count: log.count), "all zero") == 0)
    }
}
