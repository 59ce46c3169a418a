import DossierAccess
import DossierCore
import Foundation
import TestSupport
import Testing

/// `dossierd token` on real files.
@Suite struct TokenCommandTests {
    @Test func aTokenIsSaidOnceAndKeptNowhere() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml")
            let commands = TokenCommandLine(file)
            let token = try await commands.create("ana", "writer", "--expires", "2099-01-31T12:00:00+01:00")
            #expect(token.wholeMatch(of: /dossier_[A-Za-z0-9_-]{43}/) != nil, "\(token)")
            #expect(try Self.mode(file) == 0o600)
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains(token.dropFirst(8)))
            let entry = try #require(try IdentityFile(reading: file.path).tokens.first)
            #expect(entry.grant == Grant(subject: "ana", roles: [.writer], clearance: .red))
            #expect(entry.expires == IdentityTime.nanoseconds("2099-01-31T11:00:00Z"))
            #expect(abs(entry.created - WallClock.now()) < 60_000_000_000)
            // As sha256sum has it.
            let sum = try await Command.run("bash", "-c", "printf %s '\(token)' | sha256sum")
            #expect(sum.output.hasPrefix(entry.hash.hex))
            let list = try await commands.run("list")
            #expect(
                list.output.contains("\(entry.hash.hex.prefix(12))  ana      writer  red        20"),
                "\(list.output)"
            )
            #expect(!list.output.contains(token) && !list.output.contains(entry.hash.hex))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["identities.yaml"])
        }
    }

    @Test func manyAtOnceLoseNothing() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml")
            let tokens = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<24 {
                    group.addTask { try await TokenCommandLine(file).create("s\(number)", "reader") }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(tokens.count == 24)
            let kept = try IdentityFile(reading: file.path).tokens
            #expect(Set(kept.map(\.hash)) == Set(tokens.map { TokenHash(of: $0) }))
            #expect(Set(kept.map(\.grant.subject)).count == 24)
        }
    }

    @Test func whatIsRevokedIsGoneAndTheRestStays() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml")
            let commands = TokenCommandLine(file)
            try IdentityFile.edit(file.path) { file in
                let grant = Grant(subject: "it's", roles: [], clearance: .amberStrict)
                let plain = Grant(subject: "desk", roles: grant.roles, clearance: grant.clearance)
                file.certificates.append(CertificateEntry(name: "email:o'neil@example.org", grant: plain))
            }
            for subject in ["ana", "ana", "bo", "bo"] { _ = try await commands.create(subject, "reader") }
            let before = try IdentityFile(reading: file.path)
            let run = try await commands.run("revoke", ["ana"])
            #expect(run.status == 0 && run.output.contains("hint: send the server SIGHUP"), "\(run.output)")
            let hash = try #require(before.tokens.last).hash.hex
            #expect(try await commands.run("revoke", [String(hash.prefix(12)).uppercased()]).status == 0)
            let after = try IdentityFile(reading: file.path)
            #expect(after.tokens == [before.tokens[2]])
            #expect(after.certificates == before.certificates && after.certificates.count == 1)
            #expect(try Self.mode(file) == 0o600)
            let nobody = try await commands.run("revoke", [String(hash.prefix(11))])
            #expect(nobody.status == 1 && nobody.output.contains("NOT_FOUND: no token is"), "\(nobody.output)")
        }
    }

    @Test(arguments: [
        (["--subject", "local", "--role", "reader", "--clearance", "red"], "is taken for callers that nobody knows"),
        (["--subject", "a b", "--role", "reader", "--clearance", "red"], "--subject: a subject is 1 to 128 of"),
        (["--subject", "a", "--role", "wirter", "--clearance", "red"], "'wirter'"),
        (["--subject", "a", "--clearance", "red"], "Missing expected argument '--role"),
        (["--subject", "a", "--role", "reader", "--clearance", "secret"], "amber+strict"),
        (
            ["--subject", "a", "--role", "reader", "--clearance", "red", "--expires", "tomorrow"],
            "2027-01-31T12:00:00Z"
        ),
        (
            ["--subject", "a", "--role", "reader", "--clearance", "red", "--expires", "2020-01-01T00:00:00Z"],
            "--expires: 2020-01-01T00:00:00Z is past"
        ),
    ])
    func whatMakesNoTokenIsRefused(arguments: [String], words: String) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml")
            let run = try await TokenCommandLine(file).run("create", arguments)
            #expect(run.status == 64 && run.output.contains(words), "\(run.status): \(run.output)")
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test func aFileThatOthersMayUseIsRefusedAndLeftAlone() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml")
            _ = try await TokenCommandLine(file).create("ana", "reader")
            let before = try Data(contentsOf: file)
            for mode in [0o604, 0o640, 0o602, 0o620] as [mode_t] {
                #expect(chmod(file.path, mode) == 0)
                for arguments in [
                    ["list"], ["revoke", "ana"], ["create", "--subject", "b", "--role", "admin", "--clearance", "red"],
                ] {
                    let run = try await TokenCommandLine(file).run(arguments[0], Array(arguments.dropFirst()))
                    #expect(run.status == 1 && run.output.contains("chmod 600 \(file.path)"), "\(run.output)")
                }
                #expect(try Data(contentsOf: file) == before)
            }
        }
    }

    private static func mode(_ file: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return attributes[.posixPermissions] as? Int ?? 0
    }
}
