import DossierCore
import Foundation
import Logging
import Testing

@testable import dossierd

/// One event is one line, whatever it holds, and is read back as what it was.
@Suite struct LogLineTests {
    static let hostile = [
        "", " ", "a=b", "\"", "\\", "\\\"", "a\nlevel=critical msg=x", "\r\n", "\u{0}\u{7}\u{1B}[31m",
        "\u{85}\u{2028}\u{2029}",
        "\u{202E}abc", "é…漢字🙂", "\u{E0001}\u{10FFFD}", "{\"msg\":\"x\"}", "'; --", "null", "-", "\u{FEFF}", "\u{7F}",
    ]

    @Test(arguments: hostile)
    func comesBack(text: String) throws {
        for format in LogFormat.allCases {
            let bytes = Self.line(format, text, ["key": "\(text)", "other": "x"])
            let line = String(decoding: bytes, as: UTF8.self)
            #expect(line.hasSuffix("\n") && bytes.count { $0 == 10 } == 1)
            #expect(line.dropLast().unicodeScalars.allSatisfy { !Self.isUnseen($0) }, "\(line)")
            let fields = try Self.parse(line, format)
            #expect(fields["msg"] == text && fields["key"] == text && fields["other"] == "x", "\(line)")
            #expect(fields["level"] == "notice" && fields["source"] == "test")
        }
    }

    /// A key that every line has is not given twice, and one that cannot be is made one that can.
    @Test func keysAreKeys() throws {
        for format in LogFormat.allCases {
            let fields: Logger.Metadata = ["msg": "1", "a b\"=\n": "2", "": "3", "cut": "4"]
            let read = try Self.parse(String(decoding: Self.line(format, "m", fields), as: UTF8.self), format)
            #expect(read["msg"] == "m" && read["msg_"] == "1" && read["a_b___"] == "2")
            #expect(read["_"] == "3" && read["cut_"] == "4")
        }
    }

    @Test func isBounded() throws {
        let long = String(repeating: "\u{0}", count: 100_000)
        let fields = Logger.Metadata(uniqueKeysWithValues: (0..<100).map { ("key\($0)", "\(long)") })
        for format in LogFormat.allCases {
            let bytes = Self.line(format, long, fields)
            #expect((Limits.logLineBytes / 2...Limits.logLineBytes).contains(bytes.count))
            let read = try Self.parse(String(decoding: bytes, as: UTF8.self), format)
            #expect(read["cut"] == "true" && read["msg"]?.hasSuffix("…") == true)
        }
    }

    @Test func aWordIsBoundedToo() throws {
        let long = String(repeating: "x", count: 2 * Limits.logValueBytes)
        let read = try Self.parse(String(decoding: Self.line(.logfmt, long, [:]), as: UTF8.self), .logfmt)
        #expect(read["msg"]?.count == Limits.logValueBytes - 4)
    }

    @Test func numbersAreNumbers() {
        let fields: Logger.Metadata = ["ms": .stringConvertible(1.5), "unlogged": .stringConvertible(3), "text": "3"]
        let line = String(decoding: Self.line(.json, "m", fields), as: UTF8.self)
        #expect(line.hasSuffix(#","ms":1.5,"text":"3","unlogged":3}"# + "\n"), "\(line)")
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_700_000_000_007_999_999, "2023-11-14T22:13:20.007Z"),
        (1_700_000_000_120_000_000, "2023-11-14T22:13:20.120Z"),
    ])
    func timeHasMilliseconds(nanoseconds: Int64, text: String) { #expect(LogText.time(nanoseconds) == text) }

    private static func line(_ format: LogFormat, _ message: String, _ fields: Logger.Metadata) -> [UInt8] {
        var line = LogLine(format)
        line.begin(.notice, message, source: "test")
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) { line.add(key, value) }
        return line.end()
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
    }

    private static func parse(_ line: String, _ format: LogFormat) throws -> [String: String] {
        guard format == .json else { return try logfmt(line.dropLast()) }
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return try #require(object).mapValues { $0 as? String ?? (($0 as? Bool) == true ? "true" : "") }
    }

    /// As its readers have it: KEY=WORD or KEY="..", in which quotes hold a string of JSON.
    private static func logfmt(_ line: Substring) throws -> [String: String] {
        let field = /([^ ="]+)=(?:("(?:[^"\\]|\\.)*")|([^ ="]*))(?: |$)/
        var (fields, rest): ([String: String], Substring) = ([:], line)
        while !rest.isEmpty {
            let match = try #require(rest.prefixMatch(of: field), "\(rest)")
            let value = try match.2.map {
                try JSONSerialization.jsonObject(with: Data($0.utf8), options: .fragmentsAllowed) as? String
            }
            let isNew =
                fields.updateValue(value.flatMap { $0 } ?? String(match.3 ?? ""), forKey: String(match.1)) == nil
            #expect(isNew, "\(match.1) stands twice")
            rest = rest[match.range.upperBound...]
        }
        return fields
    }
}
