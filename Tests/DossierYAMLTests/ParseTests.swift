import DossierYAML
import Testing

/// What is read, and where it stands.
@Suite struct ParseTests {
    @Test(arguments: ["", " \n", "# nothing\n"]) func nothingIsNoDocument(text: String) throws {
        #expect(try YAMLNode.parse(text) == nil)
    }

    @Test(arguments: [
        ("word", "word"), ("'null'", "\"null\""), ("null", "null"), ("\"\"", "\"\""),
        ("|\n  two\n  lines", "\"two\nlines\""),
        ("\"\\u00e9\\0\"", "\"é\0\""), ("!!str 7", "7"), ("[a, [], {}]", "[a, [], {}]"), ("- a\n-\n- b", "[a, , b]"),
        ("b: 1\na: {c: [d]}", "{b: 1, a: {c: [d]}}"), ("{a: &x [1], b: *x}", "{a: [1], b: [1]}"),
        ("[&x 1, &x 2, *x]", "[1, 2, 2]"), ("\u{feff}a: حمله", "{a: حمله}"), ("{\"a\": 1}", "{a: 1}"),
    ])
    func aValueIsRead(text: String, expected: String) throws {
        #expect(try YAMLNode.parse(text).map(shown) == expected)
    }

    @Test func everyPartKnowsItsPlace() throws {
        let node = try #require(try YAMLNode.parse("a: &x\n  é: [1,\n      2]\nb: *x\n"))
        guard case .mapping(let entries) = node.content, case .mapping(let inner) = entries[0].value.content,
            case .sequence(let list) = inner[0].value.content
        else {
            Issue.record("\(node)")
            return
        }
        #expect(node.place == Place(line: 1, column: 1))
        #expect(inner[0].place == Place(line: 2, column: 3))
        #expect(list.map(\.place) == [Place(line: 2, column: 7), Place(line: 3, column: 7)])
        #expect(entries[1].place == Place(line: 4, column: 1))
        #expect(entries[1].value.place == entries[0].value.place)
    }
}
