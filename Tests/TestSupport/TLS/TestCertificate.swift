import Foundation

/// A certificate and its key, each in a file, made by openssl.
package struct TestCertificate: Sendable {
    /// In PEM.
    package let file: URL
    /// In PEM, without a passphrase.
    package let key: URL

    /// Where those of this name belong.
    init(_ name: String, in folder: URL) {
        file = folder.appending(path: "\(name).pem")
        key = folder.appending(path: "\(name).key")
    }

    /// Names or addresses that this machine is reached by.
    package static let local = "DNS:localhost,IP:127.0.0.1"

    /// As options of `dossierd` and of `dossier`.
    package var options: [String] { ["--cert", file.path, "--key", key.path] }

    /// Makes an authority that signs its own certificate.
    package static func authority(_ name: String, in folder: URL) async throws -> TestCertificate {
        let made = TestCertificate(name, in: folder)
        try await openssl(["req", "-x509", "-days", "2", "-out", made.file.path] + made.newKey(name))
        return made
    }

    /// Has this authority sign a new certificate.
    /// - Parameters:
    ///   - names: whom it is for.
    ///   - days: how long it is valid; -1: it has expired.
    ///   - isAuthority: it may sign others.
    package func sign(
        _ name: String,
        for names: String = local,
        days: Int = 2,
        isAuthority: Bool = false
    ) async throws -> TestCertificate {
        let folder = file.deletingLastPathComponent()
        let made = TestCertificate(name, in: folder)
        let request = folder.appending(path: "\(name).csr").path
        let extensions = folder.appending(path: "\(name).ext")
        let text = "basicConstraints=critical,CA:\(isAuthority ? "TRUE" : "FALSE")\nsubjectAltName=\(names)\n"
        try text.write(to: extensions, atomically: true, encoding: .utf8)
        try await Self.openssl(["req", "-out", request] + made.newKey(name))
        try await Self.openssl([
            "x509", "-req", "-in", request, "-CA", file.path, "-CAkey", key.path, "-CAcreateserial", "-days",
            "\(days)", "-extfile", extensions.path, "-out", made.file.path,
        ])
        return made
    }

    private func newKey(_ name: String) -> [String] {
        [
            "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=\(name)", "-keyout",
            key.path,
        ]
    }

    private static func openssl(_ arguments: [String]) async throws {
        let run = try await Command.run(["openssl"] + arguments)
        guard run.status == 0 else { throw RawClient.Failure(description: "openssl \(arguments): \(run.output)") }
    }
}
