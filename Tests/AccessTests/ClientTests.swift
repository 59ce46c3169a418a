import Foundation
import TestSupport
import Testing

/// `dossier` with a token.
@Suite struct ClientTests {
    @Test func aTokenGoesWithEveryCall() async throws {
        try await Office.open { office in
            let file = try Self.file(office, .writer)
            let create = ["actor", "create", "--id", "a", "--display-name", "A"]
            let named = ["--token-file", file]
            try await Self.expect(office, named + create, 0, "actors/a recorded")
            try await Self.expect(office, create + named, 5, "ALREADY_EXISTS")
            let environment = ["DOSSIER_TOKEN": office.token(of: .reader)]
            try await Self.expect(office, ["actor", "get", "a"], 0, "writer", environment)
            try await Self.expect(office, ["methods"], 0, "dossier.v1.Incidents", environment)
            // The file comes before the environment.
            try await Self.expect(office, named + ["actor", "delete", "a"], 0, "deleted", environment)
            try await Self.expect(office, ["actor", "undelete", "a"], 7, "reader may not call", environment)
            try await Self.expect(office, ["actor", "list"], 7, "UNAUTHENTICATED: this server must know who calls")
            let watch = ["--timeout", "300ms", "actor", "watch", "--since", "0"]
            try await Self.expect(office, watch, 6, "actors/a", environment)
            let expired = ["DOSSIER_TOKEN": office.token(of: .expired)]
            try await Self.expect(office, ["actor", "list"], 7, "the token of expired expired at 1970", expired)
        }
    }

    @Test func aFileThatOthersMayReadIsRefused() async throws {
        try await Office.open { office in
            let file = try Self.file(office, .reader)
            for (mode, status, words) in [
                (0o644, 4, "chmod 600 \(file)"), (0o620, 4, "chmod 600 \(file)"), (0o400, 0, "dossierd 0.1.0"),
            ] as [(mode_t, Int32, String)] {
                #expect(chmod(file, mode) == 0)
                try await Self.expect(office, ["--token-file", file, "status"], status, words)
            }
            try await Self.expect(office, ["--token-file", "/no/such", "status"], 4, "/no/such cannot be read")
            let empty = office.folder.appending(path: "empty").path
            #expect(
                FileManager.default.createFile(atPath: empty, contents: Data("two words".utf8))
                    && chmod(empty, 0o600) == 0
            )
            try await Self.expect(
                office,
                ["--token-file", empty, "status"],
                4,
                "\(empty): what should be a token is none"
            )
        }
    }

    /// To an address that leads here, though it is not known to.
    @Test func aTokenIsNotSentInPlainTextAbroad() async throws {
        try await Office.open { file in
            let authority = try await TestCertificate.authority("authority", in: file.deletingLastPathComponent())
            let certificate = try await authority.sign("server", for: "IP:::ffff:127.0.0.1")
            return ["--listen", "[::ffff:127.0.0.1]:0"] + certificate.options
        } _: { office in
            let abroad = ["--server", "[::ffff:127.0.0.1]:\(office.server.port)"]
            let environment = ["DOSSIER_TOKEN": office.token(of: .reader)]
            let refusal = "in plain text; speak TLS (--tls), or accept that with --insecure"
            try await Self.expect(office, abroad + ["status"], 4, refusal, environment)
            try await Self.expect(office, abroad + ["status"], 7, "UNAUTHENTICATED")
            try await Self.expect(office, abroad + ["--insecure", "status"], 0, "dossierd 0.1.0", environment)
            let authority = office.folder.appending(path: "authority.pem").path
            let encrypted = abroad + ["--ca", authority, "status"]
            try await Self.expect(office, encrypted, 0, "dossierd 0.1.0", environment)
        }
    }

    private static func file(_ office: Office, _ holder: Holder) throws -> String {
        let file = office.folder.appending(path: "\(holder.rawValue).token").path
        let made = FileManager.default.createFile(atPath: file, contents: Data("\(office.token(of: holder))\n".utf8))
        try #require(made && chmod(file, 0o600) == 0)
        return file
    }

    private static func expect(
        _ office: Office,
        _ arguments: [String],
        _ status: Int32,
        _ words: String,
        _ environment: [String: String] = [:]
    ) async throws {
        let variables = environment.merging(["DOSSIER_SERVER": "127.0.0.1:\(office.server.port)"]) { $1 }
        let program = Products.folder.appending(path: "dossier").path
        let run = try await Command.run(["env"] + variables.map { "\($0)=\($1)" } + [program] + arguments)
        #expect(run.status == status, "\(arguments): \(run.output)")
        #expect(run.output.contains(words), "\(arguments): \(run.output)")
    }
}
