import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// A certificate is renewed while the server runs.
@Suite struct CertificateReloadTests {
    @Test func aHangupReadsCertificateKeyAndAuthoritiesAgain() async throws {
        try await withTemporaryFolder { folder in
            let old = try await TestCertificate.authority("old", in: folder)
            let new = try await TestCertificate.authority("new", in: folder)
            let served = try await old.sign("server")
            let (desk, stranger) = (try await old.sign("desk"), try await new.sign("stranger"))
            let clientAuthorities = folder.appending(path: "clients.pem")
            try FileManager.default.copyItem(at: old.file, to: clientAuthorities)
            let arguments = served.options + ["--client-ca", clientAuthorities.path]
            let server = try await DossierdProcess.start(in: folder, record: folder, arguments: arguments)
            do {
                let before = try await Self.record(server, old, desk)
                try await before.create("before")
                let renewed = try await new.sign("renewed")
                try Self.replace(served.file, by: renewed.file)
                try Self.replace(served.key, by: renewed.key)
                try Self.replace(clientAuthorities, by: new.file)
                kill(server.identifier, SIGHUP)
                try await Self.eventually { try await Self.record(server, new, stranger).check("before") }
                // Whom it knew it knows no more; who was there stays.
                await #expect(throws: Status.self) { try await Self.record(server, new, desk).check("before") }
                try await before.create("after")

                try Data("no certificate".utf8).write(to: served.file)
                kill(server.identifier, SIGHUP)
                try await Self.eventually { try Self.expect("certificate not reloaded; the one before stays", folder) }
                try Self.expect("server.pem holds no certificate in PEM", folder)
                try await Self.record(server, new, stranger).check("after")

                let expired = try await new.sign("expired", days: -1)
                try Self.replace(served.file, by: expired.file)
                try Self.replace(served.key, by: expired.key)
                kill(server.identifier, SIGHUP)
                try await Self.eventually { try Self.expect("clients will refuse it; renew it", folder) }
                let refusal = await #expect(throws: Status.self) { _ = try await Self.record(server, new, stranger) }
                #expect(refusal?.message.contains("the server's certificate expired at ") == true)
            } catch {
                await server.kill()
                throw error
            }
            #expect(await server.stop() == 0)
        }
    }

    /// Over a new connection.
    private static func record(
        _ server: DossierdProcess,
        _ authority: TestCertificate,
        _ shown: TestCertificate
    ) async throws -> Record {
        let tls = try ClientTLS(
            authorities: authority.file.path,
            certificate: shown.file.path,
            key: shown.key.path
        )
        return Record(try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: Int(server.port)), tls: tls))
    }

    private static func replace(_ file: URL, by other: URL) throws {
        try Data(contentsOf: other).write(to: file, options: .atomic)
    }

    /// The server's log says that.
    private static func expect(_ words: String, _ folder: URL) throws {
        let log = try String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
        guard log.contains(words) else { throw RawClient.Failure(description: "no \"\(words)\" in \(log)") }
    }

    /// Tries until it does not fail.
    private static func eventually(_ body: () async throws -> Void) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while true {
            do { return try await body() } catch  where ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}
