import Foundation
import TestSupport
import Testing

/// `dossierd --print-config`: what would hold, and where it is from.
@Suite struct PrintedSettingsTests {
    @Test func theCommandLineGoesBeforeTheEnvironmentAndThisBeforeAFile() async throws {
        try await withConfiguration(
            """
            grace: 1
            max-age: 10
            allow-origin: [https://a.example, "null"]
            limits:
              idle-time: 1
              queue: 11
            tls.only: false
            """
        ) { file in
            let variables = [
                "DOSSIER_CONFIG=\(file)", "DOSSIER_GRACE=2", "DOSSIER_MAX_AGE=20", "DOSSIER_LIMITS_CALLS=21",
                "DOSSIER_MODULES=", "DOSSIER_NO_SYNC=true",
            ]
            let printed = try await Self.printed(variables, ["--grace", "3", "--event-loops", "1"])
            for line in [
                "grace: 3 # --grace", "event-loops: 1 # --event-loops", "max-age: 20 # DOSSIER_MAX_AGE",
                "  calls: 21 # DOSSIER_LIMITS_CALLS", "no-sync: true # DOSSIER_NO_SYNC", "  queue: 11 # \(file):6",
                "  idle-time: 1 # \(file):5", "  only: false # \(file):7",
                "allow-origin: [\"https://a.example\", \"null\"] # \(file):3", "listen: \"127.0.0.1:7420\" # default",
                "store: \"sqlite:dossier.db\" # default", "# identities: (default: everybody, everything)",
            ] {
                #expect(printed.contains("\(line)\n"), "\(line) in \(printed)")
            }
            let empty = URL(fileURLWithPath: file).deletingLastPathComponent().appending(path: "empty.yaml")
            try Data().write(to: empty)
            let other = try await Self.printed(variables, ["--config", empty.path])
            #expect(other.contains("  queue: 4096 # default\n"), "\(other)")
        }
    }

    @Test func whatIsPrintedMeansTheSameAsAFile() async throws {
        try await withTemporaryFolder { folder in
            let server = try await TestCertificate.authority("authority", in: folder).sign("server")
            let arguments =
                server.options + [
                    "--client-ca", server.file.path, "--tls-only", "--listen", "[::1]:0", "--no-sync",
                    "--modules", "a \"b\" \\ #'\n\u{85}é", "--allow-origin", "*", "--allow-origin", "http://[::1]:80",
                    "--log-level", "trace", "--store", "sqlite:~", "--max-age", "7", "--message-bytes", "2000",
                ]
            let first = try await Self.printed([], arguments)
            let file = folder.appending(path: "printed.yaml")
            try Data(first.utf8).write(to: file)
            let second = try await Self.printed([], ["--config", file.path])
            #expect(Self.values(second) == Self.values(first))
            #expect(second.contains(" # \(file.path):2\n"))
            // All of them are in the file now, whatever the environment says.
            #expect(!second.contains(" # default\n"), "\(second)")
        }
    }

    @Test func passwordsAreNotPrinted() async throws {
        let store =
            "postgres://ana:Open%3ASesame@db.example:1,b.example/d?sslmode=require&password=Sesame&sslpassword=Sesame"
        let replica = "DOSSIER_STORE_REPLICA=postgres://ana:Sesame@c.example/d"
        let printed = try await Self.printed([replica], ["--store", store])
        #expect(!printed.contains("Sesame"), "\(printed)")
        let place = "postgres://ana@db.example:1,b.example/d?sslmode=require"
        #expect(printed.contains("store: \"\(place)\" # --store, without its password\n"), "\(printed)")
        #expect(printed.contains("\"postgres://ana@c.example/d\" # DOSSIER_STORE_REPLICA, without its password\n"))
        let wrong = try await Self.run(["DOSSIER_STORE=mysql://ana:Sesame@db"], [])
        #expect(wrong.output.contains("DOSSIER_STORE must be sqlite:PATH or postgres://USER@HOST/DATABASE"))
        #expect(wrong.status != 0 && !wrong.output.contains("Sesame"))
    }

    @Test(arguments: [
        (["--listen", "0.0.0.0:1"], "whoever reaches it could change everything"),
        (["--cert", "none", "--key", "none"], "none cannot be read: no such file or directory"),
        (["--identities", "none"], "none cannot be read: no such file or directory"),
        (["--store-replica", "postgres://db/d"], "a file has none"),
        (["--config", "none"], "none cannot be read: no such file or directory"),
        (["--config", "/dev/null"], "/dev/null is not a file"),
    ])
    func whatCannotBeServedIsNotPrinted(arguments: [String], words: String) async throws {
        let refusal = try await Self.run([], arguments)
        #expect(refusal.status != 0)
        #expect(refusal.output.contains(words) && !refusal.output.contains("# default"), "\(refusal.output)")
    }

    private static func printed(_ variables: [String], _ arguments: [String]) async throws -> String {
        let command = try await run(variables, arguments)
        #expect(command.status == 0, "\(command.output)")
        return command.output
    }

    private static func run(_ variables: [String], _ arguments: [String]) async throws -> Command {
        let program = Products.folder.appending(path: "dossierd").path
        return try await Command.run(variables + [program, "--print-config"] + arguments)
    }

    /// Without where they are from.
    private static func values(_ printed: String) -> [Substring] {
        printed.split(separator: "\n").dropFirst().map { line in
            line.range(of: " # ", options: .backwards).map { line[..<$0.lowerBound] } ?? line
        }
    }
}
