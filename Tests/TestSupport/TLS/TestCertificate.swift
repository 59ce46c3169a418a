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
        let request = try await request(name, for: names, isAuthority: isAuthority)
        try await Self.openssl([
            "x509", "-req", "-in", request.file, "-CA", file.path, "-CAkey", key.path, "-CAcreateserial", "-days",
            "\(days)", "-extfile", request.extensions, "-out", request.made.file.path,
        ])
        return request.made
    }

    /// The same for a certificate that ends at a second, at which `openssl x509` of version 3.0 cannot be told to.
    package func sign(_ name: String, for names: String, until end: Date) async throws -> TestCertificate {
        let request = try await request(name, for: names, isAuthority: false)
        let folder = file.deletingLastPathComponent()
        let database = folder.appending(path: "\(name).database")
        try Data().write(to: database)
        let configuration = folder.appending(path: "\(name).cnf")
        let text = """
            [ca]
            default_ca = authority
            [authority]
            database = \(database.path)
            new_certs_dir = \(folder.path)
            rand_serial = yes
            default_md = sha256
            policy = names
            [names]
            commonName = supplied
            """
        try text.write(to: configuration, atomically: true, encoding: .utf8)
        let digits = end.ISO8601Format().filter { $0.isNumber || $0 == "Z" }
        try await Self.openssl([
            "ca", "-batch", "-notext", "-config", configuration.path, "-cert", file.path, "-keyfile", key.path, "-in",
            request.file, "-enddate", digits, "-extfile", request.extensions, "-out", request.made.file.path,
        ])
        return request.made
    }

    /// A new key that asks for a certificate.
    private func request(
        _ name: String,
        for names: String,
        isAuthority: Bool
    ) async throws -> (made: TestCertificate, file: String, extensions: String) {
        let folder = file.deletingLastPathComponent()
        let made = TestCertificate(name, in: folder)
        let request = folder.appending(path: "\(name).csr").path
        let extensions = folder.appending(path: "\(name).ext")
        let text = "basicConstraints=critical,CA:\(isAuthority ? "TRUE" : "FALSE")\nsubjectAltName=\(names)\n"
        try text.write(to: extensions, atomically: true, encoding: .utf8)
        try await Self.openssl(["req", "-out", request] + made.newKey(name))
        return (made, request, extensions.path)
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
