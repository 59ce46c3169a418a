@testable import DossierAccess
import DossierCore
import Testing

/// What the file of identities may hold, and what is said of what it may not.
@Suite struct IdentityFileTests {
    private static let hash = String(repeating: "0a", count: 32)

    @Test func theWholeFormIsRead() throws {
        let text = """
            tokens:
              - {sha256: \(Self.hash.uppercased()), subject: ana@example.org, roles: [reader, curator],
                 clearance: amber+strict, created: 2026-01-01T00:00:00Z, expires: 2030-01-01T00:00:00.5+02:00}
              # Digits alone are a text all the same.
              - {sha256: \(String(repeating: "12", count: 32)), subject: "7", roles: [], clearance: clear, created: 2026-01-01T00:00:00Z}
            certificates:
              - name: uri:spiffe://example.org/desk
                subject: desk
                roles: [writer]
                clearance: green
            """
        let file = try IdentityFile(parsing: text, named: "f")
        #expect(file.tokens.count == 2)
        #expect(file.tokens[0].hash.hex == Self.hash)
        #expect(
            file.tokens[0].grant
                == Grant(subject: "ana@example.org", roles: [.reader, .curator], clearance: .amberStrict)
        )
        #expect(file.tokens[0].expires == 1_893_448_800_500_000_000)
        #expect(file.tokens[1].grant.roles == [] && file.tokens[1].expires == nil)
        #expect(file.certificates[0].name == "uri:spiffe://example.org/desk")
        let again = try IdentityFile(parsing: file.text, named: "f")
        #expect(again.certificates == file.certificates)
        #expect(again.tokens.map(\.grant) == file.tokens.map(\.grant))
        #expect(again.tokens.map(\.hash) == file.tokens.map(\.hash))
    }

    @Test(arguments: ["", "# nobody\n", "tokens:\n", "tokens: []\ncertificates: []\n"])
    func nobodyIsFine(text: String) throws {
        let file = try IdentityFile(parsing: text, named: "f")
        #expect(file.tokens.isEmpty && file.certificates.isEmpty)
    }

    /// One token, some of whose fields are others.
    private static func token(_ field: String, _ value: String?) -> String {
        var fields = [
            "sha256": hash, "subject": "ana", "roles": "[reader]", "clearance": "red",
            "created": "2026-01-01T00:00:00Z",
        ]
        fields[field] = value
        return "tokens:\n  - {\(fields.map { "\($0): \($1)" }.sorted().joined(separator: ", "))}\n"
    }

    static let faults: [(text: String, words: String)] = [
        ("tokens: {}", "f: the file.tokens: must be a list"), ("[]", "f: the file must be a mapping of tokens"),
        ("toknes: []", "f: the file has toknes; there are tokens, certificates"), ("a: [", "f:2:1: is not YAML: "),
        ("a: &a [x]\n? *a\n: x", "f:2:3: a key must be a single word, not an alias"),
        ("tokens: [ana]", "f: tokens[0] must be a mapping"),
        (token("sha256", "abc"), "f: tokens[0].sha256: the SHA-256 of the token is 64 hexadecimal digits"),
        (token("sha256", hash + "0a"), "tokens[0].sha256"),
        (token("sha256", "g" + hash.dropFirst()), "tokens[0].sha256"),
        (token("sha256", nil), "f: tokens[0].sha256: is missing"),
        (token("subject", nil), "tokens[0].subject: is missing"),
        (token("subject", "anonymous"), "is taken"), (token("subject", "local"), "is taken"),
        (token("subject", "\"a\\nb\""), "a subject is 1 to 128"),
        (token("subject", String(repeating: "x", count: 129)), "1 to 128"),
        (token("roles", nil), "tokens[0].roles: is missing; there are reader, writer, curator, admin"),
        (token("roles", "reader"), "tokens[0].roles: must be a list"),
        (token("roles", "[root]"), "tokens[0].roles: \"root\" is no role; there are reader, writer, curator, admin"),
        (token("clearance", nil), "tokens[0].clearance: is missing"),
        (
            token("clearance", "secret"),
            "\"secret\" is no marking of TLP; there are clear, green, amber, amber+strict, red"
        ),
        (token("created", nil), "tokens[0].created: is missing"),
        (token("expires", "2026-13-01T00:00:00Z"), "tokens[0].expires: "),
        (token("expires", "2600-01-01T00:00:00Z"), "lies before 2262"),
        (token("expired", "x"), "f: tokens[0] has expired; there are"),
        (token("x", nil) + token("x", nil).split(separator: "\n")[1], "two tokens have the sha256 \(hash)"),
        ("certificates: [{name: desk, subject: a, roles: [], clearance: red}]", "a name is dns:HOST in lower case"),
        ("certificates: [{name: \"dns:Desk\", subject: a, roles: [], clearance: red}]", "dns:HOST in lower case"),
        ("certificates: [{name: \"dns:a\", roles: [], clearance: red}]", "f: certificates[0].subject: is missing"),
    ]

    @Test(arguments: faults) func whatIsWrongIsNamed(text: String, words: String) {
        let refusal = #expect(throws: Status.self) { try IdentityFile(parsing: text, named: "f") }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.contains(words) == true, "\(String(describing: refusal))")
    }
}
