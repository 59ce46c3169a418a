import Foundation
import TestSupport
import Testing

/// `dossier --tls`, and what it says when TLS fails.
@Suite struct TLSCommandTests {
    @Test func talksOverTLS() async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let server = try await authority.sign("server")
            try await DossierdProcess.run(arguments: server.options) { server in
                let client = CommandLineClient(server)
                let byName = "localhost:\(server.port)"
                try await expect(client, ["status"], 0, "dossierd 0.1.0 at ")
                try await expect(client, ["--tls", "--ca", authority.file.path, "status"], 0, "dossierd 0.1.0 at ")
                try await expect(
                    client,
                    ["status", "--ca", authority.file.path, "--server", byName],
                    0,
                    "at \(byName)"
                )
                let environment = ["DOSSIER_TLS": "1", "DOSSIER_CA": authority.file.path]
                try await expect(CommandLineClient(server, environment: environment), ["status"], 0, "dossierd 0.1.0")
            }
        }
    }

    @Test func saysWhomItDoesNotTrust() async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let other = try await TestCertificate.authority("other", in: folder)
            let cases: [(certificate: TestCertificate, options: [String], words: String)] = [
                (try await authority.sign("server"), ["--tls"], "nobody who is trusted here; name the certificate of"),
                (try await authority.sign("server"), ["--ca", other.file.path], "nobody who is trusted here"),
                (
                    try await authority.sign("elsewhere", for: "DNS:elsewhere.example,IP:127.0.0.2"),
                    ["--ca", authority.file.path], "is for another name; connect to a name"
                ),
                (
                    try await authority.sign("expired", days: -1),
                    ["--ca", authority.file.path], "the server's certificate expired at 20"
                ),
            ]
            for (certificate, options, words) in cases {
                try await DossierdProcess.run(arguments: certificate.options) { server in
                    try await expect(CommandLineClient(server), options + ["status"], 6, words)
                }
            }
        }
    }

    @Test func saysWhatAServerAsksFor() async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let desk = try await authority.sign("desk", for: "DNS:desk")
            let stranger = try await TestCertificate.authority("other", in: folder).sign("stranger")
            let arguments = (try await authority.sign("server")).options
            let strict = ["--client-ca", authority.file.path, "--tls-only"]
            try await DossierdProcess.run(arguments: arguments + strict) { server in
                let plain = CommandLineClient(server)
                try await expect(plain, ["status"], 7, "only TLS is spoken here; connect with TLS (dossier --tls)")
                let client = CommandLineClient(server, environment: ["DOSSIER_CA": authority.file.path])
                try await expect(client, ["status"], 7, "asks for a client's certificate; name one with --cert")
                try await expect(client, stranger.options + ["status"], 7, "does not know the authority that signed")
                try await expect(client, desk.options + ["status"], 0, "dossierd 0.1.0 at ")
                let environment = [
                    "DOSSIER_CA": authority.file.path, "DOSSIER_CERT": desk.file.path, "DOSSIER_KEY": desk.key.path,
                ]
                try await expect(CommandLineClient(server, environment: environment), ["status"], 0, "dossierd 0.1.0")
            }
            try await DossierdProcess.run { server in
                try await expect(CommandLineClient(server), ["--tls", "status"], 6, "speaks no TLS (connect without)")
            }
        }
    }

    @Test func saysWhatIsWrongWithItsFiles() async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let expired = try await authority.sign("expired", days: -1)
            let other = authority.key.path
            let cases: [(options: [String], words: String)] = [
                (["--ca", "/no/such/file"], "/no/such/file cannot be read: no such file or directory"),
                (["--ca", authority.key.path], "authority.key holds no certificate in PEM"),
                (["--cert", authority.file.path], "go together: name both files"),
                (["--cert", expired.file.path, "--key", other], "is not that of the first certificate in"),
                (expired.options, "expired.pem expired at 20"),
            ]
            try await DossierdProcess.run { server in
                for (options, words) in cases {
                    try await expect(CommandLineClient(server), options + ["status"], 4, words)
                }
            }
        }
    }

    /// docs/tls.md and the README show how to make a certificate that works.
    @Test(arguments: ["docs/tls.md", "README.md"])
    func talksWithACertificateThatIsMadeAsShown(document: String) async throws {
        let text = try Project.file(document).text.replacing("\\\n", with: "")
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("    openssl req -x509") })
        try await withTemporaryFolder { folder in
            let made = try await Command.run("bash", "-c", String(line), in: folder)
            #expect(made.status == 0, "\(made.output)")
            let (cert, key) = (folder.appending(path: "cert.pem").path, folder.appending(path: "key.pem").path)
            try await DossierdProcess.run(arguments: ["--cert", cert, "--key", key]) { server in
                try await expect(CommandLineClient(server), ["--ca", cert, "status"], 0, "dossierd 0.1.0 at ")
                try await expect(CommandLineClient(server), ["--tls", "status"], 6, "nobody who is trusted here")
            }
        }
    }

    private func expect(
        _ client: CommandLineClient,
        _ arguments: [String],
        _ status: Int32,
        _ words: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let run = try await client.run(arguments)
        #expect(run.status == status, "\(arguments): \(run.output)", sourceLocation: sourceLocation)
        #expect(run.output.contains(words), "\(arguments): \(run.output)", sourceLocation: sourceLocation)
    }
}
