import DossierCore
import DossierFormats
import DossierYAML
import Testing

@Suite struct FindingsTests {
    /// A line that is wrong, below `statements: x:`, and what is said of it.
    @Test(arguments: [
        ("knd: denies", "f:6:5: statements.x.knd: no such field; did you mean \"kind\"?"),
        ("kind: denis", "f:6:11: statements.x.kind: \"denis\" is not one of its words; did you mean \"denies\"?"),
        ("speaker: irn", "f:6:14: statements.x.speaker: \"irn\" is not in this file; did you mean \"iran\"?"),
        ("speaker: actors/Iran", "\"actors/Iran\" is not a name here; write actors/ID, or a local name"),
        ("speaker: incidents/july", "\"incidents/july\" is not a name here; write actors/ID, or a local name"),
        ("speaker: july", "\"july\" is one of the incidents of this file; it must be one of the actors"),
        ("about: [both]", "\"both\" can mean incidents/both or actors/both; write the one that is meant"),
        ("about: [{nam: july}]", "statements.x.about[0].nam: no such field; did you mean \"name\"?"),
        ("name: statements/x", "only the server sets this; leave it out"),
        ("confidence: high", "must be a whole number"),
        ("confidence:", "has no value; leave it out, or write one"),
        ("about: [{name: july, candidate: yes}]", "must be true or false"),
        ("quantities: [{minimum: many}]", "statements.x.quantities[0].minimum: must be a number"),
        ("link: same-actors", "must be a mapping with some of type, from, to, valid, text"),
        ("channel: [tweet]", "must be a single value"),
        ("admiralty: G7", "must be A to F and 1 to 6, as B2"),
        ("? [a, b]\n    : c", "f:6:7: a key must be a single word, not a list or a mapping; give it one"),
    ])
    func aFaultIsToldWithItsPlaceAndWhatIsAllowed(line: String, expected: String) {
        let text = """
            actors: {iran: {display_name: Iran}, both: {display_name: B}}
            incidents: {july: {title: July}, both: {title: B}}
            #
            statements:
              x:
                \(line)
            """
        let all = findings(text)
        #expect(all.count == 1)
        #expect(all.first?.description.contains(expected) == true, "\(all)")
        #expect(all.first?.place.line == 6)
    }

    @Test(arguments: [
        ("", "is empty"), ("just words", "must be a mapping of actors, sources, incidents, statements"),
        ("incident: {}", "no such section; did you mean \"incidents\"?"),
        ("incidents: [a]", "must be a mapping from a local name to its incident"),
        ("incidents: {Bad Name: {}}", "is not a local name; write 1 to 63"),
        ("incidents: {a: {}, a: {}}", "stands more than once in one mapping: a"),
        ("defaults: {author: me}", "no such default; allowed are tlp and source"),
        ("defaults: {source: nowhere}", "\"nowhere\" is not in this file"),
        ("a: [", "f:2:1: is not YAML: did not find expected node content"),
        ("a: *b", "f:1:4: is not YAML: *b has no &b that ends before it"),
        ("--- a\n--- b", "f:2:1: has a second document here; make it a file of its own"),
    ])
    func aFaultOfTheFileIsTold(text: String, expected: String) {
        let all = findings(text)
        #expect(all.count == 1)
        #expect(all.first?.description.contains(expected) == true, "\(all)")
    }

    @Test func allFaultsAreToldAtOnce() {
        let all = findings(
            """
            actors:
              a: {display_nam: A}
              B: {display_name: B}
            statements:
              s: {speaker: c, kind: shouts, said: soon}
            """
        )
        #expect(all.map(\.place.line) == [3, 2, 5, 5, 5])
        #expect(Set(all.map(\.path)).count == 5)
    }

    /// Names without end, each of which would be compared with all that are known.
    @Test(arguments: ["", "incidents: {a: {occurred: {", "incidents: {a: {", "defaults: {"])
    func whatIsNotToldCostsNothing(start: String) throws {
        let names = (0..<20_000).map { "name-\($0)-\(String(repeating: "x", count: 50))" }
        let opened = start.filter { $0 == "{" }.count
        let text =
            opened == 0
            ? names.map { "\($0): x\n" }.joined()
            : start + names.map { "\($0): x" }.joined(separator: ",\n") + String(repeating: "}", count: opened)
        let parsing = try ContinuousClock().measure { _ = try YAMLNode.parse(text) }
        let reading = ContinuousClock().measure { #expect(findings(text).count == Limits.fileFindings) }
        #expect(reading < parsing * 3 + .milliseconds(200), "\(reading), of which parsing takes \(parsing)")
    }

    @Test func aliasesCannotMakeAFileEndless() {
        let list = Array(repeating: "incidents/x", count: 1_000).joined(separator: ", ")
        var text = "statements:\n  s: {about: &a [\(list)]}\n"
        for number in 0..<Limits.fileElements / 1_000 { text += "  s\(number): {about: *a}\n" }
        let all = findings(text)
        #expect(all.contains { $0.message.contains("split it") }, "\(all.count)")
    }
}
