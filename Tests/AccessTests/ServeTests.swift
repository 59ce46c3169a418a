import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// What a server is told at its start of who may call.
@Suite struct ServeTests {
    /// Leads to this machine, but is none of the names that are known to.
    private static let elsewhere = ["--listen", "[::ffff:127.0.0.1]:0"]

    @Test func aRecordIsNotLaidOpenByMistake() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml")
            _ = try await TokenCommandLine(file).create("ana", "reader")
            let authority = try await TestCertificate.authority("authority", in: folder)
            let tls = try await authority.sign("server").options
            for arguments in [[], tls, ["--identities", file.path]] {
                let refusal = await #expect(throws: DossierdProcess.Failure.self) {
                    await (try DossierdProcess.start(in: folder, record: folder, arguments: Self.elsewhere + arguments))
                        .kill()
                }
                let words = "\(String(describing: refusal))"
                for way in ["listen on 127.0.0.1", "--identities FILE --cert FILE --key FILE", "--insecure"] {
                    #expect(words.contains(way), "\(arguments): \(words)")
                }
                #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "record.db").path))
            }
            for (arguments, words) in [
                (["--insecure"], "EVERYBODY WHO REACHES [::ffff:127.0.0.1]:0 may read and change everything"),
                (["--identities", file.path] + tls, "--tls-only refuses them"),
            ] {
                let server = try await DossierdProcess.start(
                    in: folder,
                    record: folder,
                    arguments: Self.elsewhere + arguments
                )
                let log = try String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
                #expect(log.contains(words), "\(log)")
                #expect(await server.stop() == 0)
            }
        }
    }

    @Test func whoeverIsNearIsLocalWithoutIdentities() async throws {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(in: folder, record: folder)
            let log = try String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
            #expect(log.contains("no --identities: everybody on this machine may read and change everything"))
            let address = ServerAddress(host: "127.0.0.1", port: Int(server.port))
            // What he shows does not matter.
            let client = try await Client.connect(to: address, token: try BearerToken("anything"))
            #expect(try await client.failure("dossier.v1.Server/GetStatus") == nil)
            #expect(await server.stop() == 0)
        }
    }

    @Test func identitiesThatCannotBeReadAreNoServer() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml")
            _ = try await TokenCommandLine(file).create("ana", "reader")
            #expect(chmod(file.path, 0o644) == 0)
            let missing = folder.appending(path: "missing").path
            for (path, words) in [
                (file.path, "chmod 600 \(file.path)"), (missing, "\(missing) cannot be read"), ("/", "is not a file"),
            ] {
                let refusal = await #expect(throws: DossierdProcess.Failure.self) {
                    let arguments = ["--identities", path]
                    await (try DossierdProcess.start(in: folder, record: folder, arguments: arguments)).kill()
                }
                #expect("\(String(describing: refusal))".contains(words), "\(String(describing: refusal))")
            }
        }
    }
}
