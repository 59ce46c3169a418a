import DossierCore
import Foundation
import TestSupport
import Testing

@testable import dossierd

/// What is no setting, or no value of one, is refused with its place.
@Suite struct RefusedSettingsTests {
    @Test(arguments: [
        ("limits:\n  conections: 5\n", ":2: limits.conections is not known; did you mean limits.connections?"),
        ("connections: 5", ":1: connections is not known; did you mean limits.connections?"),
        ("tls-only: true", ":1: tls-only is not known; did you mean tls.only?"),
        ("tls:\n  certificate: a.pem", ":2: tls.certificate is not known; did you mean"),
        ("a: 1", ":1: a is not known; did you mean"), ("\"\": 1", ":1:  is not known"),
        ("limits: 5", ":1: limits must be a mapping of settings"), ("[]", ":1: the file must be a mapping of settings"),
        ("grace: [1]", ":1: grace must be 0 to 86400 seconds; to have the default, leave the key out"),
        ("\n\ngrace:\n", ":3: grace must be 0 to 86400 seconds"), ("grace: {a: 1}", ":1: grace must be 0 to 86400"),
        ("grace: soon", ":1: grace must be 0 to 86400 seconds, not \"soon\""),
        ("limits:\n  queue: 0", ":2: limits.queue must be 1 to 65536, not \"0\""),
        ("no-sync: 1", ":1: no-sync must be true or false, not \"1\""),
        ("log-level: loud", ":1: log-level must be one of trace, debug, info, notice, warning, error, critical, not"),
        ("allow-origin: [https://a.example, b]", ":1: allow-origin must be an origin as browsers write it"),
        ("allow-origin: [[a]]", ":1: allow-origin must be an origin"), ("listen: here", ":1: listen must be HOST:PORT"),
        ("limit:\n  queue: 1", ":1: limit is not known; did you mean limits?"),
        ("modules: \"/a\\0b\"", ":1: modules has a zero byte"),
        ("modules: ''", ":1: modules must be the path of a folder"),
        ("traces: https://[::1]:4318", ":1: traces must be http://HOST:PORT, an IPv6 host in brackets; for TLS, of a"),
        ("traces: http://collector", ":1: traces must be http://HOST:PORT"),
        ("traces: http://[::1]:4318/v1/traces", ":1: traces must be http://HOST:PORT"),
        ("grace: 1\ngrace: 2", ":2: stands more than once"),
        ("limits.queue: 1\nlimits:\n  queue: 2", ":3: limits.queue stands more than once"),
        ("grace: 1\n  queue: 2", ":2: is not YAML"),
        (String(repeating: "#", count: 70_000), "has more than 65536 bytes"),
    ])
    func ofAFile(text: String, words: String) async throws {
        try await withConfiguration(text) { file in
            // What goes before it makes it no better.
            let sources = SettingSources(options: ["grace": ["1"]], environment: [:], path: file)
            let refusal = #expect(throws: Status.self) { try sources.read() }
            #expect(refusal?.message.hasPrefix(file) == true && refusal?.message.contains(words) == true, "\(refusal!)")
        }
    }

    @Test func aFileThatIsNotUTF8() async throws {
        try await withConfiguration("") { file in
            try Data([0x61, 0x3a, 0x20, 0xff]).write(to: URL(filePath: file))
            let refusal = #expect(throws: Status.self) {
                try SettingSources(options: [:], environment: [:], path: file).read()
            }
            #expect(refusal?.message == "\(file) is not UTF-8; save it so")
        }
    }

    @Test(arguments: [
        (["DOSSIER_GRACE": "soon"], "DOSSIER_GRACE must be 0 to 86400 seconds, not \"soon\""),
        (["DOSSIER_ALLOW_ORIGIN": "null,x"], "DOSSIER_ALLOW_ORIGIN must be an origin"),
        (
            ["DOSSIER_LIMITS_CONECTIONS": "1"],
            "DOSSIER_LIMITS_CONECTIONS is not known; did you mean DOSSIER_LIMITS_CONNECTIONS?"
        ),
        (["DOSSIER_CONNECTIONS": "1"], "did you mean DOSSIER_LIMITS_CONNECTIONS?"),
        (["DOSSIER_TLS_CERTIFICATE": "1"], "DOSSIER_TLS_CERTIFICATE is not known"),
        (["DOSSIER_LOGLEVEL": "info"], "did you mean DOSSIER_LOG_LEVEL?"),
        (["DOSSIER_CONFG": "x"], "did you mean DOSSIER_CONFIG?"),
        (["DOSSIER_CONFIG": "none"], "none cannot be read: no such file or directory"),
        (["DOSSIER_LIMITS_RATE": "5"], "--rate needs --identities"),
    ])
    func ofTheEnvironment(_ environment: [String: String], words: String) {
        let sources = SettingSources(options: [:], environment: environment, path: nil)
        let refusal = #expect(throws: Status.self) { try sources.read() }
        #expect(refusal?.message.contains(words) == true, "\(String(describing: refusal))")
    }

    /// The client's, the tests' own, and what Kubernetes gives to each pod beside a service `dossier`.
    @Test func variablesOfOthersPass() throws {
        let names = [
            "SERVER", "TLS", "CA", "CERT", "KEY", "TOKEN", "WAIT", "TEST_LONG", "TEST_ENGINE", "TEST_SEED",
            "FUZZ_TARGET",
            "PORT", "SERVICE_HOST", "SERVICE_PORT", "SERVICE_PORT_GRPC", "PORT_7420_TCP", "PORT_7420_TCP_ADDR",
            "PORT_7420_TCP_PORT", "PORT_7420_TCP_PROTO",
        ]
        for name in names { try EnvironmentSettings(["DOSSIER_\(name)": "x"]).check() }
    }

    @Test func aServerSaysSoAndDoesNotStart() async throws {
        try await withConfiguration("limit:\n  queue: 1") { file in
            let program = Products.folder.appending(path: "dossierd").path
            let refusal = try await Command.run(program, "--config", file)
            #expect(refusal.status == 64)
            #expect(
                refusal.output.contains("Error: \(file):1: limit is not known; did you mean limits?"),
                "\(refusal.output)"
            )
        }
    }

    @Test func wordsAreAsFarFromEachOtherAsTheirLettersAre() {
        for (one, other, distance) in [("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2)] {
            #expect(Spelling.distance(one, other) == distance)
            #expect(Spelling.distance(other, one) == distance)
        }
    }
}
