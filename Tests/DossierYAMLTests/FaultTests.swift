import DossierCore
import DossierYAML
import Testing

/// What is refused: where it stands and what to do, in no more time than the text takes to read.
@Suite(.timeLimit(.minutes(1))) struct FaultTests {
    @Test(arguments: [
        ("a: [", 2, 1, "is not YAML: did not find expected node content"),
        ("a: b: c", 1, 5, "is not YAML: mapping values are not allowed in this context"),
        ("a: *b", 1, 4, "is not YAML: *b has no &b that ends before it"),
        ("&a [*a]", 1, 5, "is not YAML: *a has no &a that ends before it"),
        ("é: 1\nb: \u{1}", 2, 4, "is not YAML: control characters are not allowed"),
        ("\u{1}", 1, 1, "is not YAML: control characters are not allowed"),
        ("a: 1\n--- \nb: 2", 2, 1, "has a second document here; make it a file of its own"),
        ("x:\n  a: 1\n  'a': 2", 3, 3, "stands more than once in one mapping: a"),
        ("a: &a b\n*a : c", 2, 1, "a key must be a single word, not an alias; write the word out"),
        ("? [a, b]\n: c", 1, 3, "a key must be a single word, not a list or a mapping; give it one"),
        ("{{a: b}: c}", 1, 2, "a key must be a single word, not a list or a mapping; give it one"),
    ])
    func aFaultIsToldWithItsPlace(text: String, line: Int, column: Int, message: String) throws {
        let fault = try #require(throws: YAMLFault.self) { try YAMLNode.parse(text) }
        #expect(fault.message == message)
        #expect(fault.place == Place(line: line, column: column))
    }

    /// Forty names, each of which means the one before it twice: a million million values.
    private static let doubled = (1..<40).reduce("a0: &a0 [x]\n") {
        $0 + "a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n"
    }

    @Test func aliasesOfAliasesCostNothing() throws {
        #expect(try YAMLNode.parse(Self.doubled + "b: {c: *a39, d: *a39}") != nil)
    }

    @Test(arguments: ["? *a39", "? [*a39]", "? {b: *a39}", "b: {? *a39 : x, ? *a39 : y}"])
    func aKeyOfAliasesIsRefusedAtOnce(key: String) throws {
        let fault = try #require(throws: YAMLFault.self) { try YAMLNode.parse(Self.doubled + key + "\n") }
        #expect(fault.message.hasPrefix("a key must be a single word") && fault.place.line == 41)
    }

    /// Each would be compared with all before it. Lines end, and documents begin, in more ways than one.
    @Test(arguments: ["", "# first\n", "a: b\n...\n"], ["\n", "\r", "\u{85}", "\u{2028}", " # x\n\n"])
    func linesThatShortenTagsHaveABound(start: String, end: String) throws {
        func shortened(_ count: Int) -> String {
            start + (0..<count).map { "%TAG !t\($0)! tag:x,2000:\(end)" }.joined()
        }
        let few = shortened(Limits.yamlTagDirectives)
        if !start.hasPrefix("a") { #expect(try YAMLNode.parse(few + "--- {a: !t0!b c}").map(shown) == "{a: c}") }
        let fault = try #require(throws: YAMLFault.self) { try YAMLNode.parse(shortened(100_000) + "--- a") }
        #expect(fault.message.hasPrefix("has more than \(Limits.yamlTagDirectives) lines that begin with %TAG"))
        if end == "\n" {
            #expect(fault.place.line == few.split(separator: "\n", omittingEmptySubsequences: false).count)
        }
    }

    @Test func whatOnlyHoldsTheirNameIsNotCounted() throws {
        #expect(try YAMLNode.parse("a:\n" + String(repeating: "  - \"%TAG %TAG\"\n", count: 100)) != nil)
    }

    @Test func nestingHasABound() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try YAMLNode.parse(nested(Limits.yamlDepth)) != nil)
        for depth in [Limits.yamlDepth + 1, 1 << 20] {
            #expect(throws: YAMLFault.self) { try YAMLNode.parse(nested(depth)) }
        }
        #expect(throws: YAMLFault.self) { try YAMLNode.parse(String(repeating: "- ", count: 1 << 20)) }
        #expect(throws: YAMLFault.self) { try YAMLNode.parse(String(repeating: "? ", count: 1 << 20)) }
    }

    /// Each value holds the one before it, by an alias.
    @Test func aliasesCannotNestDeeper() throws {
        func chain(_ links: Int) -> String {
            "- &a0 []\n" + (1...links).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
        }
        #expect(try YAMLNode.parse(chain(Limits.yamlDepth - 2)) != nil)
        for links in [Limits.yamlDepth - 1, 100_000] {
            let fault = try #require(throws: YAMLFault.self) { try YAMLNode.parse(chain(links)) }
            #expect(fault.place == Place(line: Limits.yamlDepth, column: 9))
        }
    }
}
