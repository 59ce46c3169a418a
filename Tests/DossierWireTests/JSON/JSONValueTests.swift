import DossierCore
import DossierWire
import TestSupport
import Testing

@Suite struct JSONValueTests {
    @Test(arguments: [
        ("null", JSONValue.null), (" true\n", .bool(true)), ("\t-0.5e+10\r", .number("-0.5e+10")),
        ("12345678901234567890123", .number("12345678901234567890123")), ("[]", .array([])), ("{}", .object([])),
        (#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é""#, .string("a\"\\/\u{8}\u{c}\n\r\té😀é")),
        (#"[1, [], {"a": null}]"#, .array([.number("1"), .array([]), .object([.init("a", .null)])])),
        // Equivalent to a reader, but not the same name.
        (#"{"\u00e9": 1, "e\u0301": 2}"#, .object([.init("é", .number("1")), .init("e\u{301}", .number("2"))])),
    ])
    func readsWhatIsJSON(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
        #expect(try JSONValue(parsing: value.encode()) == value)
        #expect(try JSONValue(parsing: value.encode(pretty: true)) == value)
    }

    @Test(arguments: [
        ("", "line 1, column 1: expected a value, found the end"), ("1 2", "column 3: expected the end"),
        ("{\n  \"a\": 1,\n  é\n}", "line 3, column 3: expected a member's name"),
        ("[1,]", "column 4: expected a value"),
        (#"{"é": 01}"#, "column 8: expected , or }"), ("[1 2]", "expected , or ]"), (#"{"a" 1}"#, "expected :"),
        (#"{"a": 1, "a": 2}"#, #"column 10: "a" stands twice"#), ("+1", "expected a value"), (".5", "expected a value"),
        ("1.", "expected a digit"), ("1e", "expected a digit"), ("-", "expected a digit"), ("tru", "expected a value"),
        ("nullx", "expected the end"), ("'a'", "expected a value"), ("\"a", "expected \""), ("\"a\nb\"", "control"),
        (#""\x""#, "no such escape"), (#""\u12g4""#, "four hexadecimal"), (#""\ud800""#, "half of a surrogate"),
        (#""\ud800\u0041""#, "half of a surrogate"), (#""\udc00""#, "half of a surrogate"), ("NaN", "expected a value"),
        ("// c\n1", "expected a value"), ("\u{feff}1", "expected a value"),
    ])
    func refusesWhatIsNot(text: String, complaint: String) {
        let refusal = status { () throws(Status) in _ = try JSONValue(parsing: text) }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.contains(complaint) == true, "\(refusal?.message ?? "accepted")")
    }

    @Test func refusesWhatIsNotUTF8() {
        for bytes in [[0x22, 0xff, 0x22], [0x22, 0xc3, 0x22], [0x22, 0x5c, 0x6e, 0xed, 0xa0, 0x80, 0x22]] as [[UInt8]] {
            let refusal = status { () throws(Status) in _ = try JSONValue(parsing: bytes) }
            #expect(refusal?.message.hasSuffix("not UTF-8") == true)
        }
    }

    @Test func nestingIsBounded() throws {
        let depth = Limits.jsonDepth
        let deepest = String(repeating: "[", count: depth + 1) + String(repeating: "]", count: depth + 1)
        #expect(throws: Never.self) { try JSONValue(parsing: deepest) }
        let refusal = status { () throws(Status) in
            _ = try JSONValue(parsing: String(repeating: "[", count: 1_000_000))
        }
        #expect(refusal?.message == "line 1, column \(depth + 2): nested deeper than \(depth)")
    }

    @Test func findsDoubledNamesAmongMany() {
        let members = (0..<100).map { "\"n\($0)\":\($0)" }.joined(separator: ",")
        #expect(throws: Never.self) { try JSONValue(parsing: "{\(members)}") }
        let refusal = status { () throws(Status) in _ = try JSONValue(parsing: "{\(members),\"n50\":1}") }
        #expect(refusal?.message.contains("\"n50\" stands twice") == true)
    }

    @Test func writesPretty() throws {
        let value = try JSONValue(parsing: #"{"a":[1,{"b":null}],"c":{},"d":[]}"#)
        let pretty = """
            {
              "a": [
                1,
                {
                  "b": null
                }
              ],
              "c": {},
              "d": []
            }
            """
        #expect(String(decoding: value.encode(pretty: true), as: UTF8.self) == pretty)
        #expect(String(decoding: value.encode(), as: UTF8.self) == #"{"a":[1,{"b":null}],"c":{},"d":[]}"#)
    }

    @Test func anyPrefixAndAnyDamageIsReadOrRefused() {
        var generator = SeededGenerator()
        let text = Array(#"{"a": [1.5e-3, "é\u00e9\ud83d\ude00", {"b": null}], "c": true}"#.utf8)
        for _ in 0..<5_000 {
            var damaged = text
            damaged[Int.random(in: 0..<text.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            damaged.removeLast(Int.random(in: 0...3, using: &generator) * Int.random(in: 0...9, using: &generator))
            if let value = try? JSONValue(parsing: damaged) {
                #expect((try? JSONValue(parsing: value.encode())) == value, "seed \(generator.seed): \(damaged)")
            }
        }
    }
}
