import Foundation
import TestSupport
import Testing

/// A server that is asked for what cannot be says so, and opens nothing.
@Suite struct CommandLineTests {
    @Test(arguments: ["-1", "86401", "9223372037", "99999999999999"])
    func aGraceOutOfBoundsIsRefused(_ seconds: String) async throws {
        try await withTemporaryFolder { folder in
            try await expectRefusal(of: ["--grace=\(seconds)"], "--grace must be 0 to", in: folder)
        }
    }

    @Test(arguments: ["-1", "0", "31536001", "99999999999999"])
    func anAgeOutOfBoundsIsRefused(_ seconds: String) async throws {
        try await withTemporaryFolder { folder in
            try await expectRefusal(of: ["--max-age=\(seconds)"], "--max-age must be 1 to", in: folder)
        }
    }

    @Test func connectionsOfTheAgeThatIsGivenEnd() async throws {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(in: folder, record: folder, arguments: ["--max-age", "1"])
            let client = try RawClient(port: Int(server.port))
            try client.send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0])
            let start = ContinuousClock.now
            let goodbye: [UInt8] = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            #expect(try client.readToEnd().suffix(goodbye.count) == goodbye[...])
            #expect(ContinuousClock.now - start > .milliseconds(800))
            #expect(await server.stop() == 0)
        }
    }

    @Test func aCertificateThatCannotBeUsedIsRefused() async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let (server, other) = (try await authority.sign("server"), try await authority.sign("other"))
            let (cert, key) = (server.file.path, server.key.path)
            let (none, empty) = (folder.appending(path: "none").path, folder.appending(path: "empty").path)
            let encrypted = folder.appending(path: "encrypted.key").path
            try Data().write(to: URL(fileURLWithPath: empty))
            let encryption = ["openssl", "pkey", "-in", key, "-aes256", "-passout", "pass:word", "-out", encrypted]
            #expect(try await Command.run(encryption).status == 0)
            let cases: [(arguments: [String], words: String)] = [
                (["--cert", cert], "--cert and --key go together"), (["--tls-only"], "need --cert and --key"),
                (["--client-ca", cert], "need --cert and --key"),
                (["--cert", none, "--key", key], "none cannot be read: no such file or directory"),
                (["--cert", folder.path, "--key", key], "cannot be read: is a directory"),
                (["--cert", cert, "--key", none], "none cannot be read: no such file or directory"),
                (["--cert", key, "--key", key], "server.key holds no certificate in PEM"),
                (["--cert", empty, "--key", key], "empty holds no certificate in PEM"),
                (["--cert", cert, "--key", cert], "server.pem holds no private key in PEM"),
                (["--cert", cert, "--key", empty], "empty holds no private key in PEM"),
                (["--cert", cert, "--key", encrypted], "is encrypted; store it without a passphrase"),
                (["--cert", cert, "--key", other.key.path], "is not that of the first certificate in"),
                (server.options + ["--client-ca", empty], "empty holds no certificate in PEM"),
            ]
            for (arguments, words) in cases { try await expectRefusal(of: arguments, words, in: folder) }
        }
    }

    @Test(arguments: ["desk.example", "https://desk.example/", "https://Desk.example", "https://*.example", ""])
    func anOriginThatNoBrowserWouldSendIsRefused(_ origin: String) async throws {
        try await withTemporaryFolder { folder in
            try await expectRefusal(of: ["--allow-origin=\(origin)"], "--allow-origin", in: folder)
        }
    }

    @Test func originsThatAreGivenMayCall() async throws {
        try await withTemporaryFolder { folder in
            let origins = ["https://desk.example", "http://[::1]:8080", "null"]
            let arguments = origins.flatMap { ["--allow-origin", $0] }
            let server = try await DossierdProcess.start(in: folder, record: folder, arguments: arguments)
            for (origin, status) in origins.map({ ($0, 200) }) + [("https://other.example", 403)] {
                let reply = try await Curl.call(
                    Int(server.port),
                    "dossier.v1.Server/GetStatus",
                    "{}",
                    "--header",
                    "origin: \(origin)"
                )
                #expect(reply.status == status, "\(origin): \(reply)")
            }
            #expect(await server.stop() == 0)
        }
    }

    private func expectRefusal(of arguments: [String], _ words: String, in folder: URL) async throws {
        do {
            await (try DossierdProcess.start(in: folder, record: folder, arguments: arguments)).kill()
            Issue.record("it started with \(arguments)")
        } catch let refusal as DossierdProcess.Failure {
            #expect(refusal.description.contains(words), "\(refusal)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "record.db").path))
    }
}
