import DossierCore
import Foundation
import TestSupport
import Testing

@testable import DossierFormats

/// CSV by RFC 4180, and what is not.
@Suite struct CSVTableTests {
    private static let mistaken =
        "holds characters that come of UTF-8 taken for Latin-1, as \"\u{c3}\u{a9}\" for \"\u{e9}\""

    @Test func quotesNewlinesAndSeparatorsStandInCells() async throws {
        let text = "\u{feff}a,b\r\n\"1,\"\"x\"\"\",\"two\r\nlines\"\r\n\r\n,\n3,\"\"\nlast,4\"5"
        let rows = try await Self.rows(Array(text.utf8))
        #expect(rows.map(\.cells) == [["1,\"x\"", "two\r\nlines"], ["", ""], ["3", ""], ["last", "4\"5"]])
        #expect(rows.map(\.line) == [2, 5, 6, 7])
        #expect(rows.allSatisfy { $0.fault == nil })
    }

    @Test(arguments: [
        ("1", "has fewer cells than there are columns"),
        ("1,2,3", "has more cells than there are columns"),
        ("\"1\"x,2", "has text behind a closing quote"),
        ("1,\"2", "ends the file inside quotes"),
        ("1,\u{0}", "holds a NUL character"),
        ("Malm\u{fffd},2", "holds U+FFFD, which stands where a character was lost"),
        ("Malm\u{c3}\u{b6},2", Self.mistaken),
        ("it\u{e2}\u{20ac}\u{2122}s,2", Self.mistaken),
    ])
    func aFaultIsOfItsRow(_ row: String, _ fault: String) async throws {
        let rows = try await Self.rows(Array("a,b\ngood,1\n\(row)".utf8))
        #expect(rows.map(\.fault) == [nil, fault])
        #expect(rows.map(\.line) == [2, 3])
    }

    @Test func whatFollowsADamagedRowIsRead() async throws {
        let rows = try await Self.rows(Array("a,b\n1,2\n".utf8) + [0xff, 0xfe] + Array(",3\n4,5\n".utf8))
        #expect(rows.map(\.fault) == [nil, "is not UTF-8", nil])
        #expect(rows.last?.cells == ["4", "5"])
    }

    @Test func aRowHasALimit() async throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: Limits.importThingBytes + 10)
        let rows = try await Self.rows(
            Array("a,b\n1,\"".utf8) + long + Array("\n2,3\n".utf8) + long + Array(",4\n5,6\n".utf8)
        )
        #expect(rows.map { $0.fault?.prefix(8) } == ["has more", nil, "has more", nil])
        #expect(rows.last?.cells == ["5", "6"])
    }

    @Test func lettersThatOnlyLookMistakenAreTaken() async throws {
        let rows = try await Self.rows(Array("a,b\nS\u{c3}O PAULO,\u{c2}ge d'or \u{2013} \u{e2}ge\n".utf8))
        #expect(rows.map(\.fault) == [nil])
    }

    @Test(arguments: [
        ("", "is empty; its first line must name the columns"), ("a,a\n", "two columns are called \"a\"; rename one"),
        ("a,\"b", "the header ends the file inside quotes"),
    ])
    func aHeaderIsNeeded(_ text: String, _ trouble: String) async throws {
        let error = await #expect(throws: Status.self) { try await Self.rows(Array(text.utf8)) }
        #expect(error?.message.hasSuffix(trouble) == true)
    }

    /// Whatever the bytes, it ends, and what it takes for sound has a cell for each column.
    @Test func anyBytesAreRowsOrFaults() async throws {
        var random = SeededGenerator()
        let texts = ["a", "\"", ",", "\n", "\r\n", "\"\"", "\u{e9}", "\u{fffd}"].map { Array($0.utf8) }
        let pieces: [[UInt8]] = texts + [[0xff], [0], [0xef, 0xbb]]
        for _ in 0..<200 {
            let count = Int.random(in: 0...60, using: &random)
            let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &random)! }
            let rows = try await Self.rows(Array("x,y\n".utf8) + bytes)
            #expect(rows.allSatisfy { $0.fault != nil || $0.cells.count == 2 }, "seed \(random.seed)")
        }
    }

    private static func rows(_ bytes: [UInt8]) async throws -> [CSVRow] {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "t.csv")
            try Data(bytes).write(to: path)
            var rows: [CSVRow] = []
            try CSVTable(try ImportFile(path.path)).forEach { (row) throws(Status) in rows.append(row) }
            return rows
        }
    }
}
